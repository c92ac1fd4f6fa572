namespace TaskSwarm.Scenarios.Logistics;

/// <summary>The scenario that <c>taskswarm new logistics</c> writes.</summary>
internal static class LogisticsTemplate
{
    /// <summary>The text.</summary>
    public const string Text = """
        # Two vans and a drone serve a small town. Try: taskswarm run FILE --plot town.png
        taskswarm: 1
        kind: logistics
        name: my-town
        description: Two vans and a drone fetch and bring parcels.
        seed: 1
        duration: 10h

        network: { latency: 20ms }
        allocation: { strategy: contract-net, heartbeat: 10s }
        reauction: { rounds: 200, dayRounds: 20 }   # enabled: false for the plain contract net

        planning: 10min            # the day begins 10 minutes after the run; times of the day count from there
        depots:
          north: [0m, 4km]
        vehicles:
          - { name: van, count: 2, depot: north, speed: 40km/h, detour: 1.3, capacity: { kg: 600, boxes: 40 },
              shift: [0h, 9h], costPerKm: 0.5, fixedCost: 10 }
          - { name: drone, depot: north, speed: 60km/h, range: 20km, capacity: { kg: 4, boxes: 1 }, turnaround: 5min,
              costPerKm: 0.1 }
        requests:
          - { name: flowers, load: { kg: 2, boxes: 1 },
              pickup: { at: [1km, 1km], window: [1h, 3h], service: 2min },
              delivery: { at: [3km, 2km], window: [1h, 4h], service: 2min } }
          - { name: furniture, load: { kg: 300, boxes: 12 },     # no pickup: it lies in the depot
              delivery: { at: [-5km, -3km], window: [2h, 6h], service: 20min } }
          - { name: medicine, load: { kg: 1, boxes: 1 }, release: 3h,     # becomes known during the day
              pickup: { at: [0m, 1km], service: 1min },
              delivery: { at: [4km, -2km], window: [3h, 5h], service: 1min } }

        faults:                                     # times of the run, not of the day
          - { at: 3h, crash: van-1, repair: 30min }
        """;
}

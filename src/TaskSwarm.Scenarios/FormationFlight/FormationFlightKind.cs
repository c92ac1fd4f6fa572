using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Agents;
using TaskSwarm.Scenarios.FormationFlight.Air;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Declared;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.FormationFlight.Missions;
using TaskSwarm.Scenarios.FormationFlight.Readers;

namespace TaskSwarm.Scenarios.FormationFlight;

/// <summary>
/// The kind <c>formation-flight</c>: drones that take slots of formations by bidding, fly them through wind and past
/// obstacles, and close the gap when one is lost; or that flock without any slots.
/// </summary>
public sealed class FormationFlightKind : IScenarioKind
{
    private static readonly Field<DronesSection> Drones = Field.Required(
        "drones", "the drones", DronesSection.Shaped);

    private static readonly Field<WindSection> Wind = Field.WithDefault(
        "wind", "the wind", WindSection.Shaped, or: "{}");

    private static readonly Field<IReadOnlyList<Obstacle>> Obstacles = Field.WithDefault(
        "obstacles", "what must not be touched", Shape.List(ObstacleSection.Shaped, 0, 10_000), or: "[]");

    private static readonly Field<IReadOnlyList<KeyValuePair<string, FormationPlan>>> Formations = Field.WithDefault(
        "formations", "formations by name", Shape.Map(FormationSection.Shaped, 0, 1000), or: "{}");

    private static readonly Field<ControlSection> Control = Field.WithDefault(
        "control", "how drones fly", ControlSection.Shaped, or: "{}");

    private static readonly Field<FlockSection> Flock = Field.WithDefault(
        "flock", "parameters of the control law flocking", FlockSection.Shaped, or: "{}");

    private static readonly Field<MissionSection> Mission = Field.Optional(
        "mission", "what is flown; every control law but flocking needs it", MissionSection.Shaped);

    /// <inheritdoc/>
    public string Name => "formation-flight";

    /// <inheritdoc/>
    public string Description => "drones in formation or in a flock";

    /// <inheritdoc/>
    public string DefaultStrategy => "contract-net";

    /// <inheritdoc/>
    public string? Objection(StrategyInfo strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return BatchStrategies.Objection(strategy);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Field> Sections => [Drones, Wind, Obstacles, Formations, Control, Flock, Mission];

    /// <inheritdoc/>
    public string Template => """
        taskswarm: 1
        kind: formation-flight
        name: my-formation
        description: Six drones fly a vee along a square.
        seed: 1
        duration: 180s
        network: { latency: 20ms, jitter: 5ms }
        drones:
          count: 6            # drone-01 to drone-06
          slots: 5            # one drone is spare
        wind: { mean: [3, 0, 0], gust: 1m/s }
        formations:
          vee: { shape: vee, spacing: 8m }
          column: { shape: column, spacing: 8m }
        mission:
          at: [0, 0, 30]      # x, y and height in metres
          legs:
            - { formation: vee, waypoints: [[150, 0, 30], [150, 100, 30]], speed: 6m/s }
            - { formation: column, waypoints: [[0, 100, 30]], speed: 6m/s }
        faults:
          - { at: 40s, crash: drone-03, permanent: true }
        """;

    /// <inheritdoc/>
    public Simulation? Build(ScenarioReading scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var drones = scenario.Get(Drones);
        var control = scenario.Get(Control);
        var places = drones.Start.Places(drones.Count, scenario.Seed);
        if (places is null)
        {
            scenario.Problem(
                Drones, "a square too small for so many drones at that spacing", "a larger start.scatter");
            return null;
        }

        CheckTick(scenario, control);
        var legs = LegsOf(scenario, drones, control);
        var graph = GraphOf(scenario, drones, control);
        var flock = scenario.Get(Flock);
        var hasGround = legs.Count > 0;
        var plan = new FlightPlan
        {
            Model = drones.Model,
            Ideal = drones.Ideal,
            Wind = scenario.Get(Wind).Make(scenario.Seed),
            Obstacles = scenario.Get(Obstacles),
            Law = control.Law,
            Gain = control.Gain.Value,
            Pin = control.Pin,
            Deceleration = control.Deceleration,
            Graph = graph,
            Guard = drones.Ideal ? null : control.Guard,
            Flock = flock.Parameters,
            Arena = control.Law == ControlLaw.Flocking ? flock.Arena : null,
            FlockHeight = flock.Height,
            Tick = control.Tick.Value,
            SampleEvery = control.Sample,
            BeaconEvery = control.Beacon,
            LeaderTimeout = control.LeaderTimeout,
            CollisionDistance = control.Collision,
            Tolerance = control.Tolerance,
            Start = StartOf(scenario),
            Legs = legs,
            Slots = drones.Slots,
            Drones = [.. Enumerable.Range(0, drones.Count).Select(i => new AgentId(i))],
            Ground = hasGround ? new AgentId(drones.Count) : AgentId.None,
            Bid = control.Bid,
        };
        return Assemble(scenario, plan, places);
    }

    private static Simulation Assemble(ScenarioReading scenario, FlightPlan plan, IReadOnlyList<Vec3> places)
    {
        var options = scenario.Allocation.ContractNet;
        var digits = Math.Max(2, places.Count.ToString(CultureInfo.InvariantCulture).Length);
        var agents = places.Select((place, i) => new AgentBlueprint(
            "drone-" + (i + 1).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'),
            () => new DroneAgent(plan, options, place))
        {
            Body = Body.At(place),
        }).ToList();
        if (plan.Ground != AgentId.None)
        {
            agents.Add(new AgentBlueprint("ground", GroundOf(scenario, plan)));
        }

        return scenario.Assemble(agents) with { CreateReaders = () => [new FlightReader(plan)] };
    }

    /// <summary>The ground station of the strategy: bids decided call by call in the contract nets, else in batches.
    /// </summary>
    private static Func<GroundAgent> GroundOf(ScenarioReading scenario, FlightPlan plan)
    {
        var options = scenario.Allocation.ContractNet;
        if (scenario.IsByAwardRule)
        {
            var rule = scenario.AwardRule;
            return () => new GroundAgent(plan, options, rule);
        }

        if (scenario.BatchObjection(plan.Drones.Count, plan.Slots) is { } objection)
        {
            scenario.RefuseStrategy(objection);
        }

        return () => new GroundAgent(plan, options, scenario.NewBatchRule());
    }

    private static Reference StartOf(ScenarioReading scenario)
    {
        if (!scenario.Has(Mission))
        {
            return new Reference(Vec3.Zero, Vec3.Zero, new Vec3(1, 0, 0), 0);
        }

        var mission = scenario.Get(Mission);
        return new Reference(mission.At, Vec3.Zero, mission.Heading, 0);
    }

    private static void CheckTick(ScenarioReading scenario, ControlSection control)
    {
        if (control.Tick.Value < scenario.Link.Latency)
        {
            scenario.Problem(control.Tick.Problem(
                control.Tick.Value.ToString(), $"at least the network's latency {scenario.Link.Latency}",
                "drones see each other once in a latency, and would fly on what is out of date"));
        }
    }

    private static IReadOnlyList<Leg> LegsOf(ScenarioReading scenario, DronesSection drones, ControlSection control)
    {
        if (control.Law == ControlLaw.Flocking)
        {
            if (scenario.Has(Mission))
            {
                scenario.Problem(Mission, "a mission", "none with the control law flocking, which has no slots");
            }

            return [];
        }

        if (!scenario.Has(Mission))
        {
            scenario.Problem(Mission, "nothing", "a mission: a map with at and legs");
            return [];
        }

        var formations = scenario.Get(Formations);
        return [.. scenario.Get(Mission).Legs.Select(leg => LegOf(scenario, leg, formations, drones, control))
            .OfType<Leg>()];
    }

    private static Leg? LegOf(
        ScenarioReading scenario,
        MissionSection.LegSection leg,
        IReadOnlyList<KeyValuePair<string, FormationPlan>> formations,
        DronesSection drones,
        ControlSection control)
    {
        var found = formations.FirstOrDefault(f => f.Key == leg.Formation.Value).Value;
        if (found is null)
        {
            scenario.Problem(leg.Formation.Problem(
                $"\"{leg.Formation.Value}\", which is no formation", "the name of an entry of formations",
                Suggestion.DidYouMean(leg.Formation.Value, formations.Select(f => f.Key))));
            return null;
        }

        var slots = Math.Min(drones.Slots, found.MostSlots);
        var spacing = found.Make(slots).SmallestSpacing();
        if (control.Guard is { } guard && !drones.Ideal && spacing < guard.Separation)
        {
            scenario.Problem(leg.Formation.Problem(
                string.Create(CultureInfo.InvariantCulture, $"a formation whose slots are {spacing:0.##} m apart"),
                string.Create(
                    CultureInfo.InvariantCulture, $"at least control.separation, which is {guard.Separation:0.##} m"),
                "drones that keep their distance could never form it"));
            return null;
        }

        if (leg.Speed.Value >= drones.Model.MaxSpeed)
        {
            scenario.Problem(leg.Speed.Problem(
                string.Create(CultureInfo.InvariantCulture, $"{leg.Speed.Value:0.##} m/s"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"less than drones.maxSpeed, which is {drones.Model.MaxSpeed:0.##} m/s"),
                "drones need speed to spare to keep their slots"));
        }

        return new Leg(
            found with { Name = leg.Formation.Value }, leg.Waypoints, leg.Speed.Value, leg.Hold, leg.FormWithin,
            leg.OnTheWay);
    }

    private static InteractionGraph? GraphOf(ScenarioReading scenario, DronesSection drones, ControlSection control)
    {
        if (control.Law != ControlLaw.Consensus)
        {
            return null;
        }

        var (graph, expected) = control.Graph.Value.Make(drones.Slots);
        if (graph is null)
        {
            scenario.Problem(control.Graph.Problem($"a graph over {drones.Slots} slots", expected!));
            return null;
        }

        var limit = graph.Count < 2 ? double.PositiveInfinity
            : new ConsensusTheory(graph).StepLimit / control.Tick.Value.Seconds;
        if (control.Gain.Value >= limit)
        {
            scenario.Problem(control.Gain.Problem(
                string.Create(CultureInfo.InvariantCulture, $"{control.Gain.Value}"),
                string.Create(
                    CultureInfo.InvariantCulture, $"less than 2 / (tick x largest eigenvalue) = {limit:0.###}"),
                "with more the drones never agree"));
        }

        return graph;
    }
}

using System.Globalization;
using System.Text;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.Logistics.Agents;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics.Runs;

/// <summary>
/// Reads a run of this kind: what was driven, served and when. Makes the kind's metrics, the plan in the form of the
/// public checkers (one route a tour), and the picture with routes on the map and a Gantt chart of the vehicles.
/// </summary>
public sealed partial class LogisticsReader : IRunReader, IPlanSource, IPictureSource
{
    private readonly FleetPlan plan;
    private readonly string name;
    private readonly BestKnown? best;
    private readonly VehicleLog[] logs;
    private readonly List<(double Seconds, int Vehicle)> failures = [];
    private readonly Distribution lateness = new();
    private long onTime;
    private long served;
    private long deliveries;
    private long rounds;
    private long improvements;
    private long swaps;
    private long transfers;
    private long plannings;
    private long planningEffort;
    private long strandedLoads;
    private long broughtOn;
    private long lateMicros;
    private double loadKilometres;

    /// <summary>A reader for one run.</summary>
    public LogisticsReader(FleetPlan plan, string name, BestKnown? best)
    {
        ArgumentNullException.ThrowIfNull(plan);
        this.plan = plan;
        this.name = name;
        this.best = best;
        logs = [.. plan.Fleet.Select(v => new VehicleLog(v))];
    }

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        var vehicle = FleetDirectory.IndexOf(record.Agent);
        switch (record.Event)
        {
            case LegDriven leg:
                logs[vehicle].Add(leg, record.Time);
                loadKilometres += leg.LoadPermille / 1000.0 * leg.Millimetres / 1e6;
                break;
            case StopServed stop:
                logs[vehicle].Add(stop, record.Time);
                Count(stop);
                break;
            case TourBegan:
                logs[vehicle].BeginTour(record.Time);
                break;
            case LoadStranded:
                strandedLoads++;
                break;
            case BrokeDownOnTour breakdown:
                broughtOn += breakdown.Aboard;
                break;
            case AgentCrashed when vehicle >= 0:
                failures.Add((record.Time.Seconds, vehicle));
                break;
            case ReauctionEnded ended:
                rounds += ended.Rounds;
                improvements += ended.Improvements;
                swaps += ended.Swaps;
                break;
            case RoutesPlanned planned:
                plannings++;
                planningEffort += planned.Effort;
                break;
            case TaskAwarded awarded when awarded.Attempt > 1:
                transfers++;
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var kilometres = logs.Sum(l => l.Millimetres) / 1e6;
        var used = logs.Count(l => l.Tours.Count > 0);
        metrics.Set("distance.km", kilometres);
        metrics.Set("vehicles.used", used);
        metrics.Set("vehicles.tours", logs.Sum(l => l.Tours.Count));
        metrics.Set("requests.total", plan.Requests.Count);
        metrics.Set("requests.served", deliveries);
        metrics.Set("stops.served", served);
        metrics.Set("stops.on.time.share", served > 0 ? (double)onTime / served : double.NaN);
        metrics.Set("stops.late", served - onTime);
        metrics.Set("stops.tardiness.seconds", lateMicros / 1e6);
        metrics.Set("vehicles.standing.hours", logs.Sum(l => l.StoodMicros) / 3.6e9);
        lateness.Report(metrics, "stops.lateness.seconds");
        metrics.Set("load.utilisation", kilometres > 0 ? loadKilometres / kilometres : double.NaN);
        metrics.Set("cost.total", logs.Sum(l => l.Cost) / 1e9);
        metrics.Set("reauction.rounds", rounds);
        metrics.Set("reauction.improvements", improvements);
        metrics.Set("reauction.swaps", swaps);
        if (plannings > 0)
        {
            metrics.Set("planning.sessions", plannings);
            metrics.Set("planning.effort", planningEffort);
        }

        metrics.Set("requests.passed.on", transfers);
        metrics.Set("breakdowns.loads.stranded", strandedLoads);
        metrics.Set("breakdowns.loads.kept", broughtOn);
        if (best is not null)
        {
            metrics.Set("gap.vehicles", used - best.Vehicles);
            metrics.Set("gap.distance.percent", 100 * ((kilometres / best.DistanceKilometres) - 1));
        }
    }

    /// <inheritdoc/>
    public string PlanJson()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"instance\": \"{name}\", \"routes\": [");
        var separator = "";
        foreach (var tour in logs.SelectMany(l => l.Tours).Where(t => t.Nodes.Count > 0))
        {
            text.Append(separator).Append("\n  [").AppendJoin(", ", tour.Nodes).Append(']');
            separator = ",";
        }

        return text.Append("\n]}\n").ToString();
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames) =>
        LogisticsPicture.Draw(name, plan, logs, failures);

    private void Count(StopServed stop)
    {
        served++;
        deliveries += stop.Kind == StopKind.Pickup ? 0 : 1;
        onTime += stop.LateMicros == 0 ? 1 : 0;
        lateMicros += stop.LateMicros;
        if (stop.LateMicros > 0)
        {
            lateness.Add(stop.LateMicros / 1e6);
        }
    }
}

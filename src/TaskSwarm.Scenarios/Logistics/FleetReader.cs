using System.Globalization;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Import;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Sections;
using TaskSwarm.Scenarios.Logistics.Traffic;
using Amounts = System.Collections.Generic.IReadOnlyList<System.Collections.Generic.KeyValuePair<string, double>>;

namespace TaskSwarm.Scenarios.Logistics;

/// <summary>Vehicles, requests and traffic of a scenario, from its own sections or from an instance file.</summary>
internal sealed record FleetReader(
    IReadOnlyList<VehicleSpec> Fleet, IReadOnlyList<TransportRequest> Requests, TrafficModel Traffic)
{
    private const string DispatcherName = "dispatcher";

    /// <summary>Reads them; null if problems were reported.</summary>
    public static FleetReader? Read(ScenarioReading scenario)
    {
        var day = scenario.Get(LogisticsKind.Planning).Micros;
        var found = scenario.Has(LogisticsKind.Instance) ? FromInstance(scenario, day) : FromSections(scenario, day);
        if (found is not var (fleet, requests) || !HasUniqueNames(scenario, fleet))
        {
            return null;
        }

        return RequireEnd(scenario, day)
            ? new FleetReader(fleet, requests, TrafficOf(scenario, day, fleet))
            : null;
    }

    private static (IReadOnlyList<VehicleSpec>, IReadOnlyList<TransportRequest>)? FromInstance(
        ScenarioReading scenario, long day)
    {
        var isAlone = true;
        foreach (var field in new Field[] { LogisticsKind.Depots, LogisticsKind.Vehicles, LogisticsKind.Requests })
        {
            if (scenario.Has(field))
            {
                scenario.Problem(field, "a section beside instance", "either an instance or sections of its own");
                isAlone = false;
            }
        }

        if (!isAlone)
        {
            return null;
        }

        var path = scenario.Get(LogisticsKind.Instance);
        var result = scenario.ReadText(path, out var unread) is { } text
            ? InstanceReader.Read(text, scenario.Resolve(path))
            : new InstanceReadResult(null, [unread!]);
        foreach (var error in result.Errors)
        {
            if (error.Line == 0)
            {
                // The file as a whole is wrong: what can be mended is the line that names it.
                scenario.Problem(LogisticsKind.Instance, $"\"{path}\" ({error.Found})", error.Expected);
            }
            else
            {
                scenario.Problem(ScenarioImporters.ProblemOf(error));
            }
        }

        if (result.Instance is not { } instance)
        {
            return null;
        }

        var fixedCost = scenario.Get(LogisticsKind.InstanceFixedCost);
        return (InstanceConversion.Fleet(instance, day, fixedCost), InstanceConversion.Requests(instance, day));
    }

    private static (IReadOnlyList<VehicleSpec>, IReadOnlyList<TransportRequest>)? FromSections(
        ScenarioReading scenario, long day)
    {
        var isComplete = true;
        foreach (var field in new Field[] { LogisticsKind.Depots, LogisticsKind.Vehicles, LogisticsKind.Requests })
        {
            if (!scenario.Has(field))
            {
                scenario.Problem(field, "no " + field.Name, "depots, vehicles and requests, or an instance");
                isComplete = false;
            }
        }

        if (!isComplete)
        {
            return null;
        }

        var dimensions = Dimensions(scenario.Get(LogisticsKind.Vehicles));
        if (dimensions.Count > LoadVector.MaxDimensions)
        {
            scenario.Problem(
                LogisticsKind.Vehicles,
                string.Create(CultureInfo.InvariantCulture, $"{dimensions.Count} dimensions of capacity"),
                string.Create(CultureInfo.InvariantCulture, $"at most {LoadVector.MaxDimensions}"));
            return null;
        }

        var fleet = FleetOf(scenario, dimensions, day);
        var requests = RequestsOf(scenario, dimensions, day);
        return fleet is null || requests is null ? null : (fleet, requests);
    }

    private static List<string> Dimensions(IReadOnlyList<VehicleGroup> groups) =>
        [.. groups.SelectMany(g => g.Capacity.Value).Select(c => c.Key).Distinct(StringComparer.Ordinal)];

    private static List<VehicleSpec>? FleetOf(ScenarioReading scenario, List<string> dimensions, long day)
    {
        var depots = scenario.Get(LogisticsKind.Depots);
        var total = scenario.Get(LogisticsKind.Vehicles).Sum(g => g.Count);
        if (total >= ScenarioLimits.Agents)
        {
            scenario.Problem(
                LogisticsKind.Vehicles,
                string.Create(CultureInfo.InvariantCulture, $"{total} vehicles"),
                string.Create(CultureInfo.InvariantCulture, $"fewer than {ScenarioLimits.Agents}"));
            return null;
        }

        var fleet = new List<VehicleSpec>();
        var isGood = true;
        foreach (var group in scenario.Get(LogisticsKind.Vehicles))
        {
            var depot = depots.Where(d => d.Key == group.Depot.Value).Select(d => (Place?)d.Value).FirstOrDefault();
            if (depot is null)
            {
                scenario.Problem(group.Depot.Problem(
                    $"\"{group.Depot.Value}\", which is no depot",
                    "the name of a depot",
                    Suggestion.DidYouMean(group.Depot.Value, depots.Select(d => d.Key))));
                isGood = false;
                continue;
            }

            var capacity = Load(scenario, group.Capacity, dimensions) ?? LoadVector.Zero;
            fleet.AddRange(group.Names.Select(name => group.Make(name, depot.Value, capacity, day)));
        }

        return isGood ? fleet : null;
    }

    private static List<TransportRequest>? RequestsOf(ScenarioReading scenario, List<string> dimensions, long day)
    {
        var requests = new List<TransportRequest>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var isGood = true;
        foreach (var declared in scenario.Get(LogisticsKind.Requests))
        {
            if (!names.Add(declared.Name.Value))
            {
                scenario.Problem(
                    declared.Name.Problem($"\"{declared.Name.Value}\" a second time", "a name of its own"));
                isGood = false;
            }

            var load = Load(scenario, declared.Load, dimensions);
            isGood &= load is not null;
            var id = requests.Count;
            requests.Add(new TransportRequest(
                id,
                declared.Name.Value,
                load ?? LoadVector.Zero,
                declared.Pickup?.ToSite(day, (2 * id) + 1),
                declared.Delivery.ToSite(day, (2 * id) + 2),
                declared.ReleaseMicros is { } release ? day + release : 0));
        }

        return isGood ? requests : null;
    }

    private static LoadVector? Load(ScenarioReading scenario, Located<Amounts> amounts, List<string> dimensions)
    {
        Span<long> load = stackalloc long[LoadVector.MaxDimensions];
        var isGood = true;
        foreach (var (name, amount) in amounts.Value)
        {
            var dimension = dimensions.IndexOf(name);
            if (dimension < 0)
            {
                scenario.Problem(amounts.Problem(
                    $"\"{name}\", which no vehicle can carry",
                    "a dimension of the vehicles' capacity",
                    Suggestion.DidYouMean(name, dimensions) ?? "dimensions are " + string.Join(", ", dimensions)));
                isGood = false;
                continue;
            }

            load[dimension] = (long)Math.Round(amount * LoadVector.Scale);
        }

        return isGood ? LoadVector.Of(load) : null;
    }

    private static TrafficModel TrafficOf(ScenarioReading scenario, long day, IReadOnlyList<VehicleSpec> fleet)
    {
        var jams = new List<TrafficJam>();
        foreach (var declared in scenario.Get(LogisticsKind.Traffic))
        {
            HashSet<int>? slowed = null;
            foreach (var name in declared.Vehicles ?? [])
            {
                var matching = Enumerable.Range(0, fleet.Count)
                    .Where(v => Format.Common.Roster.Matches(name.Value, fleet[v].Name)).ToArray();
                if (matching.Length == 0)
                {
                    scenario.Problem(name.Problem(
                        $"\"{name.Value}\", which no vehicle is called",
                        "the name of a vehicle, or a pattern of names",
                        Suggestion.DidYouMean(name.Value, fleet.Select(v => v.Name))));
                }

                (slowed ??= []).UnionWith(matching);
            }

            jams.Add(declared.ToJam(day, slowed));
        }

        return new TrafficModel(jams);
    }

    private static bool HasUniqueNames(ScenarioReading scenario, IReadOnlyList<VehicleSpec> fleet)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { DispatcherName };
        var twice = fleet.FirstOrDefault(v => !names.Add(v.Name));
        if (twice is not null)
        {
            scenario.Problem(
                LogisticsKind.Vehicles,
                $"two agents called \"{twice.Name}\"",
                "names that are unique; the dispatcher's is \"dispatcher\"");
        }

        return twice is null;
    }

    private static bool RequireEnd(ScenarioReading scenario, long day)
    {
        if (scenario.End.Micros > day)
        {
            return true;
        }

        scenario.Problem(
            LogisticsKind.Planning,
            $"{scenario.Get(LogisticsKind.Planning)} of planning in a run of {scenario.End}",
            "less than the run's duration");
        return false;
    }
}

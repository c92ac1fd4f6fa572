using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Allocation.Routing;

/// <summary>
/// A routing problem as plain arrays. A job has two nodes, its pickup 2j and its delivery 2j + 1. Lengths between all
/// places are tabulated for each class of vehicles, row by row, so that the search reads two rows for one job.
/// </summary>
internal sealed class RoutingModel
{
    /// <summary>A place that depends on the vehicle: its home.</summary>
    public const int AtHome = -1;

    public RoutingModel(RoutingProblem problem)
    {
        Problem = problem;
        Jobs = problem.Jobs.Count;
        Vehicles = problem.Vehicles.Count;
        Places = problem.Places;
        Dimensions = Vehicles == 0 ? 0 : problem.Vehicles[0].Capacity.Count;
        Ways = new long[Vehicles == 0 ? 0 : problem.Vehicles.Max(v => v.Class) + 1][];
        foreach (RoutingVehicle vehicle in problem.Vehicles)
        {
            Ways[vehicle.Class] ??= Tabulate(problem, vehicle.Class);
        }

        At = new int[2 * Jobs];
        Ready = new long[2 * Jobs];
        Due = new long[2 * Jobs];
        Service = new long[2 * Jobs];
        Load = new long[Jobs * Dimensions];
        for (int j = 0; j < Jobs; j++)
        {
            RoutingJob job = problem.Jobs[j];
            Set(2 * j, job.Pickup ?? new RoutingStop(AtHome, 0, long.MaxValue / 8, 0));
            Set((2 * j) + 1, job.Delivery);
            for (int d = 0; d < Dimensions; d++)
            {
                Load[(j * Dimensions) + d] = job.Load[d];
            }
        }

        Until = [.. problem.Vehicles.Select(v => v.Until)];
        Twins = TwinsOf(problem.Vehicles);
    }

    public RoutingProblem Problem { get; }

    public int Jobs { get; }

    public int Vehicles { get; }

    public int Places { get; }

    public int Dimensions { get; }

    /// <summary>Lengths by class, then from * places + to.</summary>
    public long[][] Ways { get; }

    /// <summary>Place of each node; <see cref="AtHome"/> for pickups of loads that lie in vehicles' homes.</summary>
    public int[] At { get; }

    public long[] Ready { get; }

    /// <summary>Latest begin of service; put off for what is aboard and late already.</summary>
    public long[] Due { get; }

    public long[] Service { get; }

    /// <summary>Load of each job, by job * dimensions + dimension.</summary>
    public long[] Load { get; }

    /// <summary>When each vehicle must be home; put off for those that are late already.</summary>
    public long[] Until { get; }

    /// <summary>The first vehicle of which each is a twin while both are idle.</summary>
    public int[] Twins { get; }

    /// <summary>Whether a vehicle must drive somewhere to fetch the load.</summary>
    public bool IsFetched(int job, int vehicle) =>
        Problem.Jobs[job].Aboard < 0 && (At[2 * job] != AtHome || !Problem.Vehicles[vehicle].IsHome);

    private void Set(int node, RoutingStop stop) =>
        (At[node], Ready[node], Due[node], Service[node]) = (stop.Place, stop.Ready, stop.Due, stop.Service);

    private static long[] Tabulate(RoutingProblem problem, int kind)
    {
        int n = problem.Places;
        long[] table = new long[n * n];
        for (int from = 0; from < n; from++)
        {
            for (int to = 0; to < from; to++)
            {
                table[(from * n) + to] = table[(to * n) + from] = problem.Way(kind, from, to);
            }
        }

        return table;
    }

    private static int[] TwinsOf(IReadOnlyList<RoutingVehicle> vehicles)
    {
        int[] twins = new int[vehicles.Count];
        for (int v = 0; v < vehicles.Count; v++)
        {
            twins[v] = v;
            for (int w = 0; w < v && twins[v] == v; w++)
            {
                twins[v] = twins[w] == w && vehicles[w].IsTwinOf(vehicles[v]) ? w : v;
            }
        }

        return twins;
    }
}

using TaskSwarm.Kernel.Allocation;

namespace TaskSwarm.Scenarios.Format.Common;

/// <summary>The section <c>allocation.objective</c>: what strategies minimise.</summary>
internal static class ObjectiveSection
{
    private static readonly Field<double> Cost = Weight("cost", "the sum of all costs");

    private static readonly Field<double> Makespan = Weight(
        "makespan", "the seconds until everything is done and everybody is home");

    private static readonly Field<double> Tardiness = Weight("tardiness", "the seconds by which tasks are late");

    private static readonly Field<double> Response = Weight(
        "response", "the seconds from release to end, summed over all tasks");

    private static readonly Field<double> Imbalance = Weight(
        "imbalance", "the seconds of work by which the busiest agent exceeds the mean");

    private static readonly Field<double> Worth = Weight("worth", "what done tasks are worth, as negative cost");

    private static readonly Field<double> Unplaced = Field.Optional(
        "unplaced", "what each task costs that nobody does; 0 where tasks are optional",
        Shape.Number(min: 0, max: 1e12));

    /// <summary>The section; a weight that is not written is 0.</summary>
    public static Shape<AllocationObjective> Shaped { get; } = Shape.Section(
        "the weights of an objective", [Cost, Makespan, Tardiness, Response, Imbalance, Worth, Unplaced], From);

    private static AllocationObjective From(SectionReading read)
    {
        var objective = new AllocationObjective
        {
            Cost = read.Get(Cost),
            Makespan = read.Get(Makespan),
            Tardiness = read.Get(Tardiness),
            Response = read.Get(Response),
            Imbalance = read.Get(Imbalance),
            Worth = read.Get(Worth),
        };
        if (objective == new AllocationObjective())
        {
            read.Problem(Makespan, "no weight above 0", "at least one");
        }

        return read.Has(Unplaced) ? objective with { Unplaced = read.Get(Unplaced) } : objective;
    }

    private static Field<double> Weight(string name, string what) => Field.WithDefault(
        name, "weight of " + what, Shape.Number(min: 0, max: 1e9), or: "0");
}

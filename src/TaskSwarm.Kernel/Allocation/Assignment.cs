namespace TaskSwarm.Kernel.Allocation;

/// <summary>The answer of an allocation strategy.</summary>
/// <param name="Placements">One for each task of the problem, in its order.</param>
/// <param name="Objective">What it comes to; see <see cref="AllocationObjective"/>.</param>
public sealed record Assignment(IReadOnlyList<Placement> Placements, double Objective)
{
    /// <summary>No better answer exists than this; negative infinity if nothing is known.</summary>
    public double Bound { get; init; } = double.NegativeInfinity;

    /// <summary>Whether the strategy has proved that no answer is better.</summary>
    public bool IsOptimal { get; init; }

    /// <summary>
    /// How much thinking it took, in placements tried: the same on every machine, so that it may cost simulated time.
    /// </summary>
    public long Effort { get; init; }

    /// <summary>How many tasks somebody does.</summary>
    public int Placed => Placements.Count(p => p.IsPlaced);

    /// <summary>The tasks of one agent in the order in which it does them.</summary>
    public IReadOnlyList<int> SequenceOf(int agent) =>
    [
        .. Enumerable.Range(0, Placements.Count)
            .Where(t => Placements[t].IsPlaced && Placements[t].Agents.Contains(agent))
            .OrderBy(t => Placements[t].Start).ThenBy(t => Placements[t].End).ThenBy(t => t),
    ];
}

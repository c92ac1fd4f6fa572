using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>The dispatcher asks what items would cost an agent, those too that it holds and may be asked to give back
/// (levelled commitment; Sandholm and Lesser, AAAI 1996).</summary>
/// <param name="Round">The number of the re-auction; an answer carries it.</param>
/// <param name="Items">Items with the number of parts of their tasks, ascending.</param>
internal sealed record CostCall(int Round, IReadOnlyList<(int Item, int Parts)> Items) : INegotiationMessage
{
    public int SizeBytes => 48 + (8 * Items.Count);
}

/// <summary>What one item takes of an agent.</summary>
/// <param name="Micros">Microseconds of work; infinite if it cannot do it.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Need">What of its budget it uses.</param>
internal readonly record struct ItemCost(double Micros, double Cost, double Need);

/// <summary>An agent's answer.</summary>
/// <param name="Round">The re-auction that it answers.</param>
/// <param name="Costs">For each item in the order of the call.</param>
internal sealed record CostAnswer(int Round, IReadOnlyList<ItemCost> Costs) : INegotiationMessage
{
    public int SizeBytes => 48 + (24 * Costs.Count);
}

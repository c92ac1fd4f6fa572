namespace TaskSwarm.Allocation.Search;

/// <summary>A plan in the form in which it is varied.</summary>
/// <param name="Order">The tasks, each after its inputs.</param>
/// <param name="Wishes">Who shall do each; -1 for whoever is best then.</param>
/// <param name="Value">What the plan comes to.</param>
internal sealed record PlanCode(int[] Order, int[] Wishes, double Value);

using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>One of the calls that are decided together.</summary>
/// <param name="Task">What was called for.</param>
/// <param name="Bids">The valid proposals, at most one a bidder, in bidders' order.</param>
public sealed record BatchCall(TaskSpec Task, IReadOnlyList<Bid> Bids);

using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>A task that bids are asked for, or a bid.</summary>
/// <param name="Task">The task.</param>
/// <param name="Value">Of a bid: its cost or score; NaN in a call.</param>
/// <param name="Together">How many tasks the bid is for, all of them or none; 1 in a call.</param>
/// <param name="Terms">What stands behind a bid.</param>
public readonly record struct MarketOffer(TaskId Task, double Value, int Together, BidTerms? Terms);

using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>A proposal as the initiator keeps it.</summary>
/// <param name="Bidder">Who.</param>
/// <param name="Cost">Lower is better.</param>
public readonly record struct Bid(AgentId Bidder, double Cost);

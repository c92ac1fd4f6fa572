using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Events;

/// <summary>
/// What one agent did with a message: it sent it, or it reacted to it. The records of one agent are what that agent
/// knows, in the order in which it came to know it; a message that was lost on the way is sent and never received.
/// </summary>
/// <param name="Time">When.</param>
/// <param name="Agent">Who sent it or reacted to it.</param>
/// <param name="IsSent">Whether it was sent; else it was received.</param>
/// <param name="Peer">The receiver of what was sent, the sender of what was received.</param>
/// <param name="Message">What was said.</param>
public readonly record struct MessageRecord(
    SimTime Time, AgentId Agent, bool IsSent, AgentId Peer, INegotiationMessage Message);

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>A round of a contract net was decided.</summary>
/// <param name="Task">About which task.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Called">How many were called.</param>
/// <param name="Proposals">How many proposed in time.</param>
/// <param name="Refusals">How many refused.</param>
public sealed record RoundDecided(TaskId Task, int Round, int Called, int Proposals, int Refusals) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Task.Number);
        encoder.Write(Round);
        encoder.Write(Called);
        encoder.Write(Proposals);
        encoder.Write(Refusals);
    }
}

/// <summary>A proposal came after its round had been decided, and was rejected for it.</summary>
/// <param name="Task">About which task.</param>
/// <param name="Bidder">Whose.</param>
public sealed record BidCameLate(TaskId Task, AgentId Bidder) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Task.Number);
        encoder.Write(Bidder);
    }
}

/// <summary>A result came for a task that was already done: someone did it in vain.</summary>
/// <param name="Task">Which task.</param>
/// <param name="By">Who did it again.</param>
public sealed record WorkWasRedundant(TaskId Task, AgentId By) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Task.Number);
        encoder.Write(By);
    }
}

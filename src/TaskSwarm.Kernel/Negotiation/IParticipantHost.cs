using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>What a contract net asks of an agent that takes part in it.</summary>
public interface IParticipantHost
{
    /// <summary>Answers a call.</summary>
    BidDecision Evaluate(AgentContext context, CallForProposals call);

    /// <summary>An award arrives.</summary>
    /// <returns>False if the task has become impossible meanwhile: the initiator is told by <c>failure</c>.</returns>
    bool OnAwarded(AgentContext context, HeldTask held);

    /// <summary>An award is taken back, or its lease has run out.</summary>
    /// <returns>Whether the task is given up; false if it is too late, since it has been started for good.</returns>
    bool OnCancelled(AgentContext context, HeldTask held, string reason);

    /// <summary>A proposal was rejected.</summary>
    void OnRejected(AgentContext context, RejectProposal rejection)
    {
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>What a contract net asks of the agent that initiates it.</summary>
public interface IInitiatorHost
{
    /// <summary>Whom to call for a task; asked anew at each announcement.</summary>
    IReadOnlyList<AgentId> ParticipantsFor(AgentContext context, TaskSpec task);

    /// <summary>
    /// Whether to call for proposals as soon as a task is announced, the first time or again. If not, it waits until
    /// the host calls (<see cref="ContractNetInitiator.CallFor"/>) or awards it directly
    /// (<see cref="ContractNetInitiator.Award"/>), as FIPA's request protocol does.
    /// </summary>
    /// <param name="context">The initiator's context.</param>
    /// <param name="task">The task.</param>
    bool CallsAtOnce(AgentContext context, TaskSpec task) => true;

    /// <summary>What the kind adds to a call or an award; null for nothing.</summary>
    /// <param name="context">The initiator's context.</param>
    /// <param name="task">The task.</param>
    /// <param name="winner">Who gets the award; <see cref="AgentId.None"/> in a call.</param>
    IMessage? TermsOf(AgentContext context, TaskSpec task, AgentId winner) => null;

    /// <summary>Decides a round in place of the award rule; for tasks that take several agents.</summary>
    /// <param name="context">The initiator's context.</param>
    /// <param name="task">The task.</param>
    /// <param name="bids">The bids that count.</param>
    /// <returns>Null to leave it to the rule.</returns>
    AwardDecision? Decide(AgentContext context, TaskSpec task, IReadOnlyList<Bid> bids) => null;

    /// <summary>A task was awarded.</summary>
    void OnAwarded(AgentContext context, TaskSpec task, Bid winner)
    {
    }

    /// <summary>A task is about to be announced again; the host may change it, its place for instance.</summary>
    /// <param name="context">The initiator's context.</param>
    /// <param name="task">The task so far.</param>
    /// <param name="lastHolder">Who held it; <see cref="AgentId.None"/> if nobody did.</param>
    /// <param name="reason">Why it is announced again.</param>
    TaskSpec Revise(AgentContext context, TaskSpec task, AgentId lastHolder, string reason) => task;

    /// <summary>Nobody takes a task now; it is announced again later.</summary>
    /// <param name="context">The initiator's context.</param>
    /// <param name="task">The task.</param>
    /// <param name="reason">Why nobody does.</param>
    void OnPutOff(AgentContext context, TaskSpec task, string reason)
    {
    }

    /// <summary>A task reached a final state.</summary>
    void OnClosed(AgentContext context, TaskSpec task, TaskState final)
    {
    }

    /// <summary>A watched agent is taken to have failed; what it held is about to be announced again.</summary>
    void OnFailureDetected(AgentContext context, AgentId failed)
    {
    }
}

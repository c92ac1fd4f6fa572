using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>What a contract net asks of the agent that initiates it.</summary>
public interface IInitiatorHost
{
    /// <summary>Whom to call for a task; asked anew at each announcement.</summary>
    IReadOnlyList<AgentId> ParticipantsFor(AgentContext context, TaskSpec task);

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

    /// <summary>A task reached a final state.</summary>
    void OnClosed(AgentContext context, TaskSpec task, TaskState final)
    {
    }

    /// <summary>A watched agent is taken to have failed; what it held is about to be announced again.</summary>
    void OnFailureDetected(AgentContext context, AgentId failed)
    {
    }
}

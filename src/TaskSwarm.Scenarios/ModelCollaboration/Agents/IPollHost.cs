using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>What a <see cref="MemberPoll"/> asks of the server that makes it.</summary>
internal interface IPollHost
{
    /// <summary>All who were asked and are not lost have answered, or the time is over.</summary>
    void OnPollOver(AgentContext context);
}

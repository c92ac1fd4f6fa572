using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.World;

/// <summary>
/// A stretch of simulated time in which nothing passes, in both directions, between two sets of agents.
/// </summary>
/// <param name="From">First instant of the cut.</param>
/// <param name="Until">First instant after it.</param>
/// <param name="SideA">One side.</param>
/// <param name="SideB">The other side; null: everyone who is not in <paramref name="SideA"/>.</param>
public sealed record LinkCut(
    SimTime From, SimTime Until, IReadOnlySet<AgentId> SideA, IReadOnlySet<AgentId>? SideB = null)
{
    /// <summary>Whether a message sent at an instant is stopped by the cut.</summary>
    public bool Stops(AgentId sender, AgentId receiver, SimTime at)
    {
        if (at < From || at >= Until)
        {
            return false;
        }

        return (SideA.Contains(sender) && OnSideB(receiver)) || (OnSideB(sender) && SideA.Contains(receiver));
    }

    private bool OnSideB(AgentId agent) => SideB is null ? !SideA.Contains(agent) : SideB.Contains(agent);
}

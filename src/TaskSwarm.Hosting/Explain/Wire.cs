using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Hosting.Explain;

/// <summary>Tells what became of a message that was sent and never received.</summary>
internal sealed class Wire(RunFacts facts, Outages outages)
{
    /// <summary>What became of it.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">The receiver.</param>
    /// <param name="sentAt">When it was sent.</param>
    public MessageFate FateOf(AgentId from, AgentId to, SimTime sentAt)
    {
        if (facts.Simulation.Faults.OfType<Fault.Silence>().Any(
            s => s.Agent == from && s.At <= sentAt && sentAt < s.Until))
        {
            return new MessageFate(Cause.MessageLost, $"lost, since {facts.NameOf(from)} was silent");
        }

        if (facts.Simulation.Network.Cuts.Any(c => c.Stops(from, to, sentAt)))
        {
            return new MessageFate(Cause.MessageLost, "lost, since the link was cut");
        }

        SimTime arrival = sentAt + Longest(from, to);
        if (outages.Within(to, sentAt, arrival) is Outage outage)
        {
            return new MessageFate(Cause.Crash, $"lost on {facts.NameOf(to)}, which was down ({outage.Cause})");
        }

        return arrival >= facts.SimulatedTime
            ? new MessageFate(Cause.RunEnded, "on its way when the run ended")
            : new MessageFate(Cause.MessageLost, "lost on the way");
    }

    private SimDuration Longest(AgentId from, AgentId to)
    {
        LinkSpec link = facts.Simulation.Network.Link(GroupOf(from), GroupOf(to));
        return link.Latency + link.Jitter;
    }

    private int GroupOf(AgentId agent) => agent.Index >= 0 && agent.Index < facts.Simulation.Agents.Count
        ? facts.Simulation.Agents[agent.Index].NetworkGroup
        : 0;
}

/// <summary>What became of a message.</summary>
/// <param name="Cause">In a word.</param>
/// <param name="Text">In words that go on from <c>was</c>.</param>
internal readonly record struct MessageFate(Cause Cause, string Text);

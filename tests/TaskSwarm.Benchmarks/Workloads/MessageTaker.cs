using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>Makes a run keep records of its messages, and does nothing with them.</summary>
internal sealed class MessageTaker : IMessageReader
{
    public void OnEvent(in EventRecord record)
    {
    }

    public void OnMessage(in MessageRecord record)
    {
    }

    public void Capture(StateWriter writer)
    {
    }

    public void Restore(StateReader reader)
    {
    }
}

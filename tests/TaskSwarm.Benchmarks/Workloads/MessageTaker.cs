using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>Makes a run keep records of its messages, and only counts them.</summary>
/// <param name="tellEvery">After so many messages each it tells how much memory the process takes.</param>
internal sealed class MessageTaker(long tellEvery) : IMessageReader
{
    private long _messages;

    public void OnEvent(in EventRecord record)
    {
    }

    public void OnMessage(in MessageRecord record)
    {
        if (++_messages % tellEvery == 0)
        {
            EnduranceWorkload.Tell(string.Create(CultureInfo.InvariantCulture, $"{_messages} messages"));
        }
    }

    public void Capture(StateWriter writer) => writer.Write(_messages);

    public void Restore(StateReader reader) => _messages = reader.ReadInt64();
}

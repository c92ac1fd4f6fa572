using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Comparison;

/// <summary>Keeps the first award of every task of a run.</summary>
internal sealed class AwardLog : IRunReader
{
    private static readonly RecordCatalog Events = RecordCatalog.Of(typeof(TaskAwarded).Assembly);

    private readonly List<EventRecord> _awards = [];

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        if (record.Event is TaskAwarded { Attempt: 1 })
        {
            _awards.Add(record);
        }
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        writer.WriteList(_awards, static (w, award) =>
        {
            w.Write(award.Time);
            w.Write(award.Agent);
            w.Write(award.Ordinal);
            Events.Write(w, award.Event);
        });
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        _awards.AddRange(reader.ReadList(static r => new EventRecord(
            r.ReadTime(), r.ReadAgentId(), r.ReadInt64(), (DomainEvent)Events.Read(r))));
    }

    /// <summary>What was awarded, joined with how it ended.</summary>
    public AwardHistory History(RunResult result) => new(
    [
        .. _awards.Select(record =>
        {
            var award = (TaskAwarded)record.Event;
            TaskRecord? task = result.Ledger.Find(award.Task);
            int winner = award.Winner.Index;
            return new AwardHistory.Award(
                task?.Name ?? award.Task.ToString(), record.Time,
                winner >= 0 && winner < result.AgentNames.Count ? result.AgentNames[winner] : award.Winner.ToString(),
                award.Cost, task?.StartedAt ?? SimTime.Never, task?.EndedAt ?? SimTime.Never,
                task?.Due ?? SimTime.Never, (task?.State ?? TaskState.Awarded).ToString().ToLowerInvariant());
        }),
    ]);
}

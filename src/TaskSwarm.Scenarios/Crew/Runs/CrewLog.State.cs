using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <content>What a run that goes on later needs of the log.</content>
public sealed partial class CrewLog
{
    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var executions = new SharedObjects<CrewExecution>();
        int[] worked = [.. _worked.Select(executions.NumberOf)];
        int[] done = [.. _done.Select(executions.NumberOf)];
        KeyValuePair<(int Item, int Attempt), int>[] committed =
            [.. _committed.Select(c => KeyValuePair.Create(c.Key, executions.NumberOf(c.Value)))];
        writer.WriteList(executions.Items, static (w, execution) => execution.Capture(w));
        writer.WriteList(worked, static (w, number) => w.Write(number));
        writer.WriteList(done, static (w, number) => w.Write(number));
        writer.WriteMap(
            committed,
            static (w, key) =>
            {
                w.Write(key.Item);
                w.Write(key.Attempt);
            },
            static (w, number) => w.Write(number));
        writer.WriteMap(_parts, static (w, task) => w.Write(task), static (w, parts) => w.Write(parts));
        writer.WriteList(_moments, static (w, moment) => moment.Capture(w));
        _figures.Capture(writer);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        List<CrewExecution> executions = reader.ReadList(CrewExecution.Read);
        _worked.AddRange(reader.ReadList(r => executions[r.ReadInt32()]));
        _done.AddRange(reader.ReadList(r => executions[r.ReadInt32()]));
        reader.ReadMap(
            _committed, static r => (r.ReadInt32(), r.ReadInt32()), r => executions[r.ReadInt32()]);
        reader.ReadMap(_parts, static r => r.ReadInt32(), static r => r.ReadInt32());
        _moments.AddRange(reader.ReadList(Moment.Read));
        _figures.Restore(reader);
    }

    private sealed partial class Figures
    {
        public void Capture(StateWriter writer)
        {
            writer.Write(_bytes);
            writer.Write(_idle);
            writer.Write(_overhead);
            writer.Write(_transfers);
            writer.Write(_transferMicros);
            writer.Write(_plans);
            writer.Write(_thinking);
            writer.Write(_parts);
            writer.Write(_splits);
            writer.Write(TakenBack);
            writer.Write(Reallocated);
        }

        public void Restore(StateReader reader)
        {
            _bytes = reader.ReadDouble();
            _idle = reader.ReadDouble();
            _overhead = reader.ReadDouble();
            _transfers = reader.ReadInt64();
            _transferMicros = reader.ReadInt64();
            _plans = reader.ReadInt64();
            _thinking = reader.ReadInt64();
            _parts = reader.ReadInt32();
            _splits = reader.ReadInt32();
            TakenBack = reader.ReadInt32();
            Reallocated = reader.ReadInt32();
        }
    }
}

using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Tasks;

/// <summary>Writes and reads task specifications as part of an agent's state.</summary>
public static class TaskSpecCodec
{
    /// <summary>Writes every field.</summary>
    public static void Write(StateWriter writer, TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(task);
        writer.Write(task.Id.Number);
        writer.Write(task.Name);
        writer.WriteList(task.Skills, static (w, s) => w.Write(s));
        writer.Write(task.Demand.Compute);
        writer.Write(task.Demand.Storage);
        writer.Write(task.Demand.Network);
        writer.Write(task.Demand.Payload);
        writer.Write(task.Duration);
        writer.Write(task.Work);
        writer.Write(task.Release);
        writer.Write(task.Due);
        writer.Write(task.Deadline);
        writer.Write(task.WindowStart);
        writer.Write(task.WindowEnd);
        writer.WriteList(task.Locations, static (w, p) => w.Write(p));
        writer.WriteList(task.After, static (w, t) => w.Write(t.Number));
        writer.Write(task.Priority);
        writer.Write(task.Value);
        writer.Write(task.Parts.Least);
        writer.Write(task.Parts.Greatest);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TaskSpec Read(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new TaskSpec(new TaskId(reader.ReadInt32()), reader.ReadString()!)
        {
            Skills = reader.ReadList(static r => r.ReadString()!),
            Demand = new Demand(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()),
            Duration = reader.ReadDuration(),
            Work = reader.ReadDouble(),
            Release = reader.ReadTime(),
            Due = reader.ReadTime(),
            Deadline = reader.ReadTime(),
            WindowStart = reader.ReadTime(),
            WindowEnd = reader.ReadTime(),
            Locations = reader.ReadList(static r => r.ReadVec3()),
            After = reader.ReadList(static r => new TaskId(r.ReadInt32())),
            Priority = reader.ReadInt32(),
            Value = reader.ReadDouble(),
            Parts = (reader.ReadInt32(), reader.ReadInt32()),
        };
    }
}

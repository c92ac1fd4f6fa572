using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Allocation.ConsensusBundle;

public sealed partial class BundleConsensus
{
    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(RisingGains);
        writer.WriteList(_bundle, (w, t) => w.Write(t.Number));
        writer.WriteList(_path, (w, t) => w.Write(t.Number));
        writer.WriteList(_eased, static (w, t) => w.Write(t.Number));
        writer.WriteList(Beliefs, (w, b) =>
        {
            w.Write(b.Task.Number);
            w.Write(b.Winner);
            w.Write(b.Bid);
        });
        writer.WriteList(_heard.ToList(), (w, s) =>
        {
            w.Write(s.Agent);
            w.Write(s.Heard);
        });
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        RisingGains = reader.ReadInt64();
        Replace(_bundle, reader.ReadList(r => new TaskId(r.ReadInt32())));
        Replace(_path, reader.ReadList(r => new TaskId(r.ReadInt32())));
        _eased.Clear();
        _eased.UnionWith(reader.ReadList(static r => new TaskId(r.ReadInt32())));
        List<ConsensusBelief> beliefs = reader.ReadList(
            r => new ConsensusBelief(new TaskId(r.ReadInt32()), r.ReadAgentId(), r.ReadDouble()));
        Replace(_tasks, beliefs.Select(b => b.Task));
        Replace(_winner, beliefs.Select(b => b.Winner));
        Replace(_bid, beliefs.Select(b => b.Bid));
        _heard.Load(reader.ReadList(r => new AgentStamp(r.ReadAgentId(), r.ReadTime())));
    }

    private static void Replace<T>(List<T> list, IEnumerable<T> with)
    {
        list.Clear();
        list.AddRange(with);
    }
}

using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Kernel.Runs;

/// <content>The messages of negotiations at the end of a window, in the order in which all agents said them.</content>
public sealed partial class RunCore
{
    private readonly List<(long Time, int Agent, int Place)> _keys = [];
    private List<MessageRecord> _said = [];
    private List<MessageRecord> _gathered = [];

    private void CommitMessages()
    {
        GatherMessages();
        foreach (MessageRecord record in _said)
        {
            foreach (IMessageReader reader in _messageReaders)
            {
                reader.OnMessage(record);
            }
        }
    }

    /// <summary>An agent lives in one region, so its place in that region's list is its own order.</summary>
    private void GatherMessages()
    {
        _said.Clear();
        bool inOrder = true;
        foreach (RegionCore region in _regions)
        {
            foreach (MessageRecord message in region.Outbox.Messages)
            {
                inOrder &= _said.Count == 0 || IsBefore(_said[^1], message);
                _said.Add(message);
            }
        }

        if (!inOrder)
        {
            SortMessages();
        }
    }

    private void SortMessages()
    {
        (_said, _gathered) = (_gathered, _said);
        _keys.Clear();
        for (int i = 0; i < _gathered.Count; i++)
        {
            _keys.Add((_gathered[i].Time.Micros, _gathered[i].Agent.Index, i));
        }

        _keys.Sort();
        _said.Clear();
        foreach ((long _, int _, int place) in _keys)
        {
            _said.Add(_gathered[place]);
        }
    }

    private static bool IsBefore(in MessageRecord a, in MessageRecord b) =>
        a.Time < b.Time || (a.Time == b.Time && a.Agent.Index <= b.Agent.Index);
}

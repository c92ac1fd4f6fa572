using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>What the server knows of its members: when each was last heard, who is taken to be lost, and who still has
/// to answer.</summary>
internal sealed class MemberRoster
{
    private readonly SortedSet<int> _waiting = [];
    private readonly SortedSet<int> _lostWithOrders = [];
    private readonly List<SimTime> _heard = [];
    private readonly SortedSet<int> _absent = [];

    /// <summary>How many of those who were asked have not answered and are not lost.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Those of them, in rising order.</summary>
    public int[] Unanswered() => [.. _waiting];

    /// <summary>Begins to know so many members, all heard just now.</summary>
    public void Begin(int count, SimTime now)
    {
        _heard.Clear();
        _heard.AddRange(Enumerable.Repeat(now, count));
        _absent.Clear();
        _waiting.Clear();
        _lostWithOrders.Clear();
    }

    /// <summary>A member was heard, so it is not lost.</summary>
    public void Hear(int member, SimTime now)
    {
        _heard[member] = now;
        _absent.Remove(member);
    }

    /// <summary>Whether a member is not taken to be lost.</summary>
    public bool IsPresent(int member) => !_absent.Contains(member);

    /// <summary>Members that are not taken to be lost, in order.</summary>
    public int[] Present() => [.. Enumerable.Range(0, _heard.Count).Where(IsPresent)];

    /// <summary>These are asked now, and nobody else.</summary>
    public void Ask(IEnumerable<int> members)
    {
        _waiting.Clear();
        _waiting.UnionWith(members);
    }

    /// <summary>A member has answered.</summary>
    public void Answered(int member) => _waiting.Remove(member);

    /// <summary>Members that were last heard before an instant and were not known to be lost; now they are.</summary>
    public IReadOnlyList<int> Lose(SimTime heardBefore)
    {
        int[] lost = [.. Present().Where(m => _heard[m] < heardBefore)];
        foreach (int member in lost)
        {
            Lose(member);
        }

        return lost;
    }

    /// <summary>Whoever is known to have begun anew has forgotten its order.</summary>
    /// <returns>Whether it had one.</returns>
    public bool Forgot(int member)
    {
        bool had = _waiting.Remove(member);
        if (had)
        {
            _lostWithOrders.Add(member);
        }

        return had;
    }

    /// <summary>Whether a member was lost with an order that has not been made up for.</summary>
    public bool IsLostWithOrder(int member) => _lostWithOrders.Contains(member);

    /// <summary>The round is over: whoever was lost with its order is no longer missed.</summary>
    public IReadOnlyList<int> MakeUp()
    {
        int[] members = [.. _lostWithOrders];
        _lostWithOrders.Clear();
        _waiting.Clear();
        return members;
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.WriteList(_heard, static (w, at) => w.Write(at));
        WriteMembers(writer, _absent);
        WriteMembers(writer, _waiting);
        WriteMembers(writer, _lostWithOrders);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        _heard.AddRange(reader.ReadList(static r => r.ReadTime()));
        _absent.UnionWith(ReadMembers(reader));
        _waiting.UnionWith(ReadMembers(reader));
        _lostWithOrders.UnionWith(ReadMembers(reader));
    }

    private void Lose(int member)
    {
        _absent.Add(member);
        Forgot(member);
    }

    private static void WriteMembers(StateWriter writer, SortedSet<int> members) =>
        writer.WriteList(members, static (w, member) => w.Write(member));

    private static List<int> ReadMembers(StateReader reader) => reader.ReadList(static r => r.ReadInt32());
}

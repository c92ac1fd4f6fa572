using TaskSwarm.Kernel.Agents;
using TaskSwarm.Scenarios.FormationFlight.Graphs;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// Whom a member steps with: its neighbours, and in place of those that it has not heard for too long their neighbours,
/// so that the loss of a member does not cut the others apart.
/// </summary>
/// <param name="graph">The graph as it was declared.</param>
/// <param name="self">The member.</param>
/// <param name="patience">Steps without a word after which somebody is taken to be lost; 0: never.</param>
internal sealed class HealedLinks(InteractionGraph graph, int self, int patience)
{
    private readonly SortedDictionary<int, int> _silent = [];
    private readonly SortedSet<int> _lost = [];

    /// <summary>Whether they are others than the graph's.</summary>
    public bool AreChanged => _lost.Count > 0;

    /// <summary>Whom the member tells its model now, in rising order.</summary>
    public IReadOnlyList<int> Current => AreChanged ? Reached() : graph.Neighbours(self);

    /// <summary>Notes who was heard in a step.</summary>
    /// <returns>Who is taken to be lost from now on, and who is back.</returns>
    public (IReadOnlyList<int> Lost, IReadOnlyList<int> Back) Note(IReadOnlyCollection<int> heard)
    {
        if (patience == 0)
        {
            return ([], []);
        }

        var lost = new List<int>();
        foreach (int member in Current)
        {
            int silent = heard.Contains(member) ? 0 : _silent.GetValueOrDefault(member) + 1;
            _silent[member] = silent;
            if (silent == patience)
            {
                lost.Add(member);
            }
        }

        int[] back = [.. heard.Where(_lost.Contains)];
        _lost.ExceptWith(back);
        _lost.UnionWith(lost);
        foreach (int member in back)
        {
            _silent[member] = 0;
        }

        return (lost, back);
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.WriteMap(_silent, static (w, member) => w.Write(member), static (w, steps) => w.Write(steps));
        writer.WriteList(_lost, static (w, member) => w.Write(member));
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        reader.ReadMap(_silent, static r => r.ReadInt32(), static r => r.ReadInt32());
        _lost.UnionWith(reader.ReadList(static r => r.ReadInt32()));
    }

    /// <summary>Everybody who is not lost at the end of a way through lost ones only.</summary>
    private int[] Reached()
    {
        var seen = new SortedSet<int> { self };
        var reached = new SortedSet<int>();
        var through = new Queue<int>([self]);
        while (through.TryDequeue(out int at))
        {
            foreach (int next in graph.Neighbours(at).Where(seen.Add))
            {
                if (_lost.Contains(next))
                {
                    through.Enqueue(next);
                }
                else
                {
                    reached.Add(next);
                }
            }
        }

        return [.. reached];
    }
}

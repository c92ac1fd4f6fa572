using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// What a member without a server knows of its neighbours' failures. Every message carries its sender's life, the
/// instant at which it last began: a newer one tells that it has failed, however many messages were lost. One who does
/// not answer is taken to be lost.
/// </summary>
/// <remarks>Several neighbours notice a failure; the one with the lowest number reports it, so that it counts once.
/// What waited for the failed one goes on at that same instant.</remarks>
/// <param name="plan">The collaboration.</param>
/// <param name="number">Whose neighbours.</param>
internal sealed class NeighbourWatch(PeerPlan plan, int number)
{
    private readonly SortedDictionary<int, SimTime> _lives = [];
    private readonly SortedDictionary<int, int> _unanswered = [];
    private readonly SortedSet<int> _lost = [];

    /// <summary>When this member last began: its life.</summary>
    public SimTime Life { get; private set; }

    /// <summary>The member begins, or begins again.</summary>
    public void Begin(SimTime now)
    {
        Life = now;
        _unanswered.Clear();
    }

    /// <summary>A message of a neighbour has come.</summary>
    /// <param name="context">Of the reaction.</param>
    /// <param name="neighbour">Whose.</param>
    /// <param name="life">The sender's life.</param>
    public void Hear(AgentContext context, int neighbour, SimTime life)
    {
        _unanswered.Remove(neighbour);
        bool wasLost = _lost.Remove(neighbour);

        // What happened before this member failed itself may have been reported before it forgot.
        if (life <= SimTime.Max(_lives.GetValueOrDefault(neighbour), Life))
        {
            return;
        }

        _lives[neighbour] = life;
        if (!wasLost)
        {
            Report(context, neighbour);
        }
    }

    /// <summary>A neighbour was asked.</summary>
    /// <returns>How often since it was last heard.</returns>
    public int Ask(int neighbour) => _unanswered[neighbour] = _unanswered.GetValueOrDefault(neighbour) + 1;

    /// <summary>A neighbour has not answered for too long: it is taken to be lost until it is heard.</summary>
    public void Lose(AgentContext context, int neighbour)
    {
        if (_lost.Add(neighbour))
        {
            Report(context, neighbour);
        }
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(Life);
        writer.WriteMap(_lives, static (w, neighbour) => w.Write(neighbour), static (w, life) => w.Write(life));
        writer.WriteMap(_unanswered, static (w, neighbour) => w.Write(neighbour), static (w, asked) => w.Write(asked));
        writer.WriteList(_lost, static (w, neighbour) => w.Write(neighbour));
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        Life = reader.ReadTime();
        reader.ReadMap(_lives, static r => r.ReadInt32(), static r => r.ReadTime());
        reader.ReadMap(_unanswered, static r => r.ReadInt32(), static r => r.ReadInt32());
        _lost.UnionWith(reader.ReadList(static r => r.ReadInt32()));
    }

    private void Report(AgentContext context, int neighbour)
    {
        if (plan.Graph.Neighbours(neighbour)[0] == number)
        {
            context.Emit(new FailureDetected(plan.Members[neighbour]));
            context.Emit(new FailureRecovered(plan.Members[neighbour]));
        }
    }
}

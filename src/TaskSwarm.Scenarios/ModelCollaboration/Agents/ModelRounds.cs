using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// The rounds of a server with its members, one after another: its model goes out, and what members make of it becomes
/// the next one.
/// </summary>
internal abstract class ModelRounds
{
    /// <summary>The model as it is now; while a round runs, that with which its members began.</summary>
    public ImmutableArray<float> Model { get; set; } = [];

    /// <summary>The round that runs or ran last.</summary>
    public int Number { get; private set; }

    /// <summary>Begins a round.</summary>
    /// <param name="context">The server's context.</param>
    /// <param name="number">Its number, above all before.</param>
    /// <param name="drawn">Who takes part, in rising order.</param>
    /// <param name="rate">Learning rate.</param>
    public void Begin(AgentContext context, int number, int[] drawn, double rate)
    {
        Number = number;
        Ask(context, drawn, new TrainingOrder(number, rate, Model));
    }

    /// <summary>A member says something.</summary>
    public abstract void OnMessage(AgentContext context, int member, IMessage message);

    /// <summary>A timer that is not the poll's.</summary>
    public virtual void OnTimer(AgentContext context, IMessage tag)
    {
    }

    /// <summary>A poll is over.</summary>
    /// <returns>How many members' updates became the model; null if the round is not over yet.</returns>
    public abstract int? OnPollOver(AgentContext context);

    /// <summary>Writes all of it.</summary>
    public virtual void Capture(StateWriter writer)
    {
        writer.Write(Model);
        writer.Write(Number);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public virtual void Restore(StateReader reader)
    {
        Model = reader.ReadSingles();
        Number = reader.ReadInt32();
    }

    /// <summary>Forgets the round before and sends orders out.</summary>
    protected abstract void Ask(AgentContext context, int[] drawn, TrainingOrder order);
}

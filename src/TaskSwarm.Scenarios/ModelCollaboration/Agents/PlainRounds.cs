using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Learning.Models;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>Rounds in which members hand their models in one by one.</summary>
/// <param name="poll">Who has to answer.</param>
/// <param name="rule">How models become one.</param>
/// <param name="deadline">The most that a round waits.</param>
internal sealed class PlainRounds(MemberPoll poll, IAggregationRule rule, SimDuration deadline) : ModelRounds
{
    private readonly SortedDictionary<int, ModelUpdate> _updates = [];
    private long _examples;

    /// <summary>Images behind the models of the last round that is over.</summary>
    public long Examples => _examples;

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, int member, IMessage message)
    {
        if (message is not IModelUpdate update)
        {
            return;
        }

        poll.Hear(context, member);
        bool isLate = !poll.IsOpen || update.Round != Number;
        if (isLate)
        {
            context.Emit(new UpdateRefused(update.Round, poll.MemberAt(member), IsLate: true));
            return;
        }

        float[] model = update.Model(Model);
        if (!Perceptron.AreFinite(model))
        {
            context.Emit(new UpdateRefused(update.Round, poll.MemberAt(member), IsLate: false));
        }
        else if (update.Examples > 0)
        {
            _updates[member] = new ModelUpdate(model, update.Examples);
        }

        poll.Answered(member);
    }

    /// <inheritdoc/>
    public override int? OnPollOver(AgentContext context)
    {
        int count = _updates.Count;
        _examples = 0;
        if (count >= Math.Max(1, rule.Fewest))
        {
            Model = ImmutableCollectionsMarshal.AsImmutableArray(rule.Aggregate([.. _updates.Values]));
            _examples = _updates.Values.Sum(u => (long)u.Examples);
        }

        _updates.Clear();
        return count;
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        base.Capture(writer);
        writer.WriteMap(_updates, static (w, member) => w.Write(member), static (w, update) =>
        {
            w.Write(update.Examples);
            w.Write(ImmutableCollectionsMarshal.AsImmutableArray(update.Parameters));
        });
        writer.Write(_examples);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        base.Restore(reader);
        reader.ReadMap(_updates, static r => r.ReadInt32(), static r =>
        {
            int examples = r.ReadInt32();
            return new ModelUpdate(ImmutableCollectionsMarshal.AsArray(r.ReadSingles())!, examples);
        });
        _examples = reader.ReadInt64();
    }

    /// <inheritdoc/>
    protected override void Ask(AgentContext context, int[] drawn, TrainingOrder order)
    {
        _updates.Clear();
        poll.Ask(context, drawn, _ => order, deadline);
    }
}

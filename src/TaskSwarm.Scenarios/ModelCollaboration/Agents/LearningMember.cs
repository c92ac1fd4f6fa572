using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// A model on a device of its own: trains what it is sent on images that never leave it, and hands the result in when
/// the simulated time of that training has passed.
/// </summary>
/// <remarks>
/// The arithmetic is done when the order arrives. Orders of a round arrive in the same window, so the members of a
/// round really train side by side, on as many threads as the run has workers.
/// </remarks>
/// <param name="plan">The collaboration.</param>
/// <param name="number">Which member, from 0.</param>
public sealed class LearningMember(FederatedPlan plan, int number) : Agent
{
    private const string Shuffling = "training";
    private const string Troubles = "troubles";
    private const string Lies = "poison";

    private int _round;
    private ImmutableArray<float> _trained = [];

    private MemberTraits Traits => plan.Traits[number];

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Schedule(plan.Rules.Heartbeat, new BeatTag());
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        // What was trained before cannot be handed in: the timer that said when is gone.
        _trained = [];
        context.Send(plan.Server, new Heartbeat(BeganAnew: true));
        OnStart(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (message is TrainingOrder order && order.Round > _round)
        {
            _round = order.Round;
            Train(context, order);
        }
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case TrainingTag training when training.Round == _round && !_trained.IsEmpty:
                context.Send(plan.Server, new TrainedUpdate(_round, plan.Shards[number].Length, _trained));
                _trained = [];
                break;
            case BeatTag:
                context.Send(plan.Server, new Heartbeat(BeganAnew: false));
                context.Schedule(plan.Rules.Heartbeat, new BeatTag());
                break;
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_round);
        writer.Write(_trained);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _round = reader.ReadInt32();
        _trained = reader.ReadSingles();
    }

    private void Train(AgentContext context, TrainingOrder order)
    {
        // All draws are made whatever comes of them, so that runs with other troubles stay comparable.
        RandomStream troubles = context.Stream(Troubles);
        bool dropsOut = troubles.NextDouble() < Traits.DropOut;
        double slowness = Traits.SlownessOf(troubles);
        if (dropsOut)
        {
            _trained = [];
            context.Emit(new MemberDroppedOut(order.Round));
            return;
        }

        int[] shard = plan.Shards[number];
        SgdSettings settings = plan.Rules.Training with { Rate = order.Rate };
        LabelledImages images = Traits.Poison is { LabelShift: > 0 } poison
            ? plan.Training.WithShiftedLabels(poison.LabelShift, plan.Shape.Classes)
            : plan.Training;
        TrainedModel model = SgdTrainer.Train(
            plan.Shape, order.Parameters.AsSpan(), images, shard, settings, context.Stream(Shuffling));
        Distort(context, order.Parameters, model.Parameters);
        _trained = ImmutableCollectionsMarshal.AsImmutableArray(model.Parameters);
        context.Schedule(
            ModelPlan.TimeOf(plan.OperationsOf(number, settings) * slowness, Traits.Speed * context.SpeedFactor),
            new TrainingTag(order.Round));
        context.Emit(new ModelTrained(
            order.Round, shard.Length, double.IsFinite(model.Loss) ? model.Loss : -1,
            ModelFingerprint.Of(model.Parameters)));
    }

    private void Distort(AgentContext context, ImmutableArray<float> begin, float[] trained)
    {
        if (Traits.Poison is not { } poison || (poison.Factor == 1 && poison.Noise == 0))
        {
            return;
        }

        RandomStream random = context.Stream(Lies);
        float factor = (float)poison.Factor;
        for (int i = 0; i < trained.Length; i++)
        {
            float noise = poison.Noise > 0 ? (float)(poison.Noise * random.NextNormal()) : 0;
            trained[i] = begin[i] + (factor * (trained[i] - begin[i])) + noise;
        }
    }
}

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>
/// A model of a shape and with images of its own, which learns on when it is asked and says what it thinks of images
/// that it has not learnt from. A model from an ONNX file only says what it thinks.
/// </summary>
/// <param name="plan">The collaboration.</param>
/// <param name="number">Which member, from 0.</param>
public sealed class FusionMember(FusionPlan plan, int number) : Agent
{
    private const string Drawing = "model";
    private const string Shuffling = "training";

    private ImmutableArray<float> _model = [];
    private ImmutableArray<float> _heldOut = [];
    private ImmutableArray<float> _testing = [];
    private int _round;

    private MemberTraits Traits => plan.Traits[number];

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Traits.Onnx is null)
        {
            _model = ImmutableCollectionsMarshal.AsImmutableArray(
                Perceptron.Draw(plan.ShapeOf(number), context.Stream(Drawing)));
        }

        context.Schedule(plan.Rules.Heartbeat, new BeatTag());
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Send(plan.Combiner, new Heartbeat(BeganAnew: true));
        if (!restored)
        {
            OnStart(context);
            return;
        }

        // What it was about to say cannot be said: the timer that knew when is gone.
        _heldOut = _testing = [];
        context.Schedule(plan.Rules.Heartbeat, new BeatTag());
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (message is OpinionOrder order && order.Round > _round)
        {
            _round = order.Round;
            Answer(context);
        }
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case OpinionTag opinion when opinion.Round == _round && !_testing.IsEmpty:
                context.Send(plan.Combiner, new MemberOpinions(_round, _heldOut, _testing));
                _heldOut = _testing = [];
                break;
            case BeatTag:
                context.Send(plan.Combiner, new Heartbeat(BeganAnew: false));
                context.Schedule(plan.Rules.Heartbeat, new BeatTag());
                break;
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_model);
        writer.Write(_heldOut);
        writer.Write(_testing);
        writer.Write(_round);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _model = reader.ReadSingles();
        _heldOut = reader.ReadSingles();
        _testing = reader.ReadSingles();
        _round = reader.ReadInt32();
    }

    private void Answer(AgentContext context)
    {
        (bool dropsOut, double slowness) = LocalTraining.DrawTroubles(context, Traits);
        if (dropsOut)
        {
            _heldOut = _testing = [];
            context.Emit(new MemberDroppedOut(_round));
            return;
        }

        IClassifier model = (IClassifier?)Traits.Onnx ?? Learn(context);
        _heldOut = Say(context, model, plan.HeldOut!);
        _testing = Say(context, model, plan.Testing);
        double operations = plan.OperationsOf(number, plan.Rules.Training)
            + (model.OperationsPerImage * (plan.HeldOut!.Count + plan.Testing.Count));
        context.Schedule(
            ModelPlan.TimeOf(operations * slowness, Traits.Speed * context.SpeedFactor),
            new OpinionTag(_round));
    }

    private TrainedPerceptron Learn(AgentContext context)
    {
        PerceptronShape shape = plan.ShapeOf(number);
        int[] shard = plan.Shards[number];
        TrainedModel trained = SgdTrainer.Train(
            shape, _model.AsSpan(), LocalTraining.ImagesOf(plan, Traits), shard, plan.Rules.Training,
            context.Stream(Shuffling));
        _model = ImmutableCollectionsMarshal.AsImmutableArray(trained.Parameters);
        LocalTraining.Tell(context, _round, shard.Length, trained);
        return new TrainedPerceptron(shape, trained.Parameters);
    }

    private ImmutableArray<float> Say(AgentContext context, IClassifier model, LabelledImages images)
    {
        float[] outputs = Evaluation.Outputs(model, images);
        if (Traits.Poison is { Noise: > 0 } poison)
        {
            LocalTraining.Blur(outputs, model.Classes, poison.Noise, context);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(outputs);
    }
}

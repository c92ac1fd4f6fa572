using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Fusion;
using TaskSwarm.Learning.Models;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>
/// A model that learns, finds out on held-out images what its answers mean, and then answers cases: its own, if any
/// come to it, and those of others that award it one.
/// </summary>
public sealed class ServingMember : Agent
{
    private const string Drawing = "model";
    private const string Shuffling = "training";

    private readonly ServingPlan _plan;
    private readonly int _number;
    private readonly CaseDesk _desk;
    private readonly OpinionBench _bench;

    /// <summary>A member.</summary>
    /// <param name="plan">The collaboration.</param>
    /// <param name="rule">How awards are made.</param>
    /// <param name="number">Which member, from 0.</param>
    public ServingMember(ServingPlan plan, IAwardRule rule, int number)
    {
        _plan = plan;
        _number = number;
        _desk = new CaseDesk(plan, rule, number);
        _bench = new OpinionBench(plan, number);
    }

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        SimDuration learning = _plan.LearningTime(_number);
        context.Schedule(learning, new LearntTag());
        RegisterAtFronts(context);
        _desk.Open(context);
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (restored && !_bench.HasLearnt)
        {
            context.Schedule(_plan.LearningTime(_number), new LearntTag());
        }

        _bench.Resume(context);
        if (restored)
        {
            _desk.Resume(context);
        }
        else
        {
            OnStart(context);
        }
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case CaseOpinion opinion:
                _desk.Hear(context, sender, opinion);
                break;
            case OpinionHeard heard:
                _bench.Confirm(context, heard.Task);
                break;
            case DeskClosed:
                _desk.HearClosed(context, sender);
                break;
            default:
                if (message is AcceptProposal { Terms: CaseImage image } accept)
                {
                    _bench.Receive(accept.Task.Id, image.Image);
                }

                if (!_desk.Net.OnMessage(context, sender, message))
                {
                    _bench.Net.OnMessage(context, sender, message);
                }

                break;
        }
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case LearntTag:
                Learn(context);
                break;
            case CaseTag next:
                _desk.Come(context, next.Case);
                break;
            case OverdueTag overdue:
                _desk.Overdue(context, overdue);
                break;
            case ThoughtTag thought:
                if (_bench.Conclude(context, thought) is { } own)
                {
                    _desk.Take(context, context.Self, own);
                    _bench.Net.Complete(context, thought.Task);
                }

                break;
            case RepeatTag:
                _bench.Repeat(context);
                break;
            case ClosedTag:
                _desk.TellIfDone(context);
                break;
            default:
                if (!_desk.Net.OnTimer(context, tag))
                {
                    _bench.Net.OnTimer(context, tag);
                }

                break;
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _desk.Capture(writer);
        _bench.Capture(writer);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _desk.Restore(reader);
        _bench.Restore(reader);
    }

    private void RegisterAtFronts(AgentContext context)
    {
        foreach (AgentId front in _plan.Fronts)
        {
            _bench.Net.Register(context, front);
        }
    }

    private void Learn(AgentContext context)
    {
        int classes = _plan.Shape.Classes;
        IClassifier model = (IClassifier?)_plan.Traits[_number].Onnx ?? Trained(context);
        float[] outputs = Evaluation.Outputs(model, _plan.HeldOut!);
        float[] parameters = model is TrainedPerceptron own ? own.Parameters.ToArray() : [];
        _bench.Learn(
            ImmutableCollectionsMarshal.AsImmutableArray(parameters),
            ConfusionTable.Of(outputs, _plan.HeldOut!.Labels, classes));
        context.Emit(new ServerReady(
            parameters.Length == 0 ? 0 : _plan.Shards[_number].Length,
            Evaluation.Of(outputs, _plan.HeldOut!.Labels, classes).Accuracy,
            Evaluation.Of(
                _bench.Said(context, Evaluation.Outputs(model, _plan.Testing)), _plan.Testing.Labels, classes).Accuracy,
            ModelFingerprint.Of(outputs)));
    }

    private TrainedPerceptron Trained(AgentContext context)
    {
        PerceptronShape shape = _plan.ShapeOf(_number);
        return new TrainedPerceptron(shape, SgdTrainer.Train(
            shape, Perceptron.Draw(shape, context.Stream(Drawing)), _plan.Training, _plan.Shards[_number],
            _plan.Rules.Training, context.Stream(Shuffling)).Parameters);
    }
}

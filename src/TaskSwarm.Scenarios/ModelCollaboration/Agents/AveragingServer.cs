using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// The server of federated averaging: draws a model, sends it to members drawn at random, makes one model of theirs,
/// judges it, and goes on until it is good enough, changing its terms when it no longer gets better.
/// </summary>
/// <param name="plan">The collaboration.</param>
public sealed class AveragingServer(FederatedPlan plan) : Agent
{
    private const string Drawing = "model";
    private const string Sampling = "sampling";

    private const int BeatsMissed = 3;

    private readonly SortedDictionary<int, ModelUpdate> _updates = [];
    private readonly MemberRoster _roster = new();
    private ImmutableArray<float> _model = [];
    private int _round;
    private bool _isOpen;
    private TimerId _deadline;
    private double _rate;
    private double _share;
    private double _accuracy;
    private double _best;
    private int _bestRound;
    private int _adjusted;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        float[] drawn = Perceptron.Draw(plan.Shape, context.Stream(Drawing));
        _model = ImmutableCollectionsMarshal.AsImmutableArray(drawn);
        (_rate, _share) = (plan.Rules.Training.Rate, plan.Rules.Share);
        context.Emit(new ModelDrawn(ModelFingerprint.Of(drawn)));
        _roster.Begin(plan.Members.Count, context.Now);
        context.Schedule(plan.Rules.Heartbeat, new WatchTag());
        BeginRound(context);
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!restored)
        {
            OnStart(context);
            return;
        }

        // Timers are gone; whoever still trains for the round that was open comes late.
        _roster.HearAll(context.Now);
        context.Schedule(plan.Rules.Heartbeat, new WatchTag());
        BeginRound(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        int member = sender.Index;
        switch (message)
        {
            case Heartbeat beat:
                Hear(context, member, beat.BeganAnew);
                break;
            case TrainedUpdate update:
                Hear(context, member, beganAnew: false);
                Take(context, member, update);
                break;
        }

        CloseIfComplete(context);
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case DeadlineTag deadline when deadline.Round == _round && _isOpen:
                Close(context);
                break;
            case JudgedTag judged when judged.Round == _round:
                GoOn(context);
                break;
            case WatchTag:
                Watch(context);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMap(_updates, static (w, member) => w.Write(member), static (w, update) =>
        {
            w.Write(update.Examples);
            w.Write(ImmutableCollectionsMarshal.AsImmutableArray(update.Parameters));
        });
        _roster.Capture(writer);
        writer.Write(_model);
        writer.Write(_round);
        writer.Write(_isOpen);
        writer.Write(_deadline.Sequence);
        writer.Write(_rate);
        writer.Write(_share);
        writer.Write(_accuracy);
        writer.Write(_best);
        writer.Write(_bestRound);
        writer.Write(_adjusted);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(_updates, static r => r.ReadInt32(), static r =>
        {
            int examples = r.ReadInt32();
            return new ModelUpdate(ImmutableCollectionsMarshal.AsArray(r.ReadSingles())!, examples);
        });
        _roster.Restore(reader);
        _model = reader.ReadSingles();
        _round = reader.ReadInt32();
        _isOpen = reader.ReadBoolean();
        _deadline = new TimerId(reader.ReadInt64());
        _rate = reader.ReadDouble();
        _share = reader.ReadDouble();
        _accuracy = reader.ReadDouble();
        _best = reader.ReadDouble();
        _bestRound = reader.ReadInt32();
        _adjusted = reader.ReadInt32();
    }

    private void Hear(AgentContext context, int member, bool beganAnew)
    {
        // Whoever began anew before its silence was noticed has lost its order all the same.
        if (beganAnew && _roster.IsPresent(member))
        {
            context.Emit(new FailureDetected(plan.Members[member]));
            if (!_roster.Forgot(member))
            {
                context.Emit(new FailureRecovered(plan.Members[member]));
            }
        }

        _roster.Hear(member, context.Now);
    }

    private void Take(AgentContext context, int member, TrainedUpdate update)
    {
        bool isLate = !_isOpen || update.Round != _round;
        if (isLate || !Perceptron.AreFinite(update.Parameters.AsSpan()))
        {
            context.Emit(new UpdateRefused(update.Round, plan.Members[member], isLate));
        }
        else
        {
            _updates[member] = new ModelUpdate(
                ImmutableCollectionsMarshal.AsArray(update.Parameters)!, update.Examples);
        }

        if (!isLate)
        {
            _roster.Answered(member);
        }
    }

    /// <summary>Members that have been silent for too long are taken to be lost. What they held is made up for when the
    /// round goes on without them.</summary>
    private void Watch(AgentContext context)
    {
        context.Schedule(plan.Rules.Heartbeat, new WatchTag());
        SimDuration patience = (plan.Rules.Heartbeat * BeatsMissed) + plan.TalkTime;
        if (context.Now - SimTime.Zero <= patience)
        {
            return;
        }

        foreach (int member in _roster.Lose(context.Now - patience))
        {
            context.Emit(new FailureDetected(plan.Members[member]));
            if (!_roster.IsLostWithOrder(member))
            {
                context.Emit(new FailureRecovered(plan.Members[member]));
            }
        }

        CloseIfComplete(context);
    }

    private void CloseIfComplete(AgentContext context)
    {
        if (_isOpen && _roster.Waiting == 0)
        {
            context.Cancel(_deadline);
            Close(context);
        }
    }

    private void BeginRound(AgentContext context)
    {
        _round++;
        _updates.Clear();
        _isOpen = true;
        int[] drawn = Draw(context.Stream(Sampling));
        _roster.Ask(drawn);
        context.Emit(new RoundBegan(_round, drawn.Length, _rate));
        var order = new TrainingOrder(_round, _rate, _model);
        foreach (int member in drawn)
        {
            context.Send(plan.Members[member], order);
        }

        _deadline = context.Schedule(plan.Rules.Deadline, new DeadlineTag(_round));
    }

    /// <summary>Some of the members that are not lost, each as likely as any other, in rising order: a share of all
    /// members, or all that are left.</summary>
    private int[] Draw(RandomStream random)
    {
        int[] present = _roster.Present();
        random.Shuffle(present.AsSpan());
        int count = Math.Max(1, (int)Math.Round(_share * plan.Members.Count));
        return [.. present.Take(count).Order()];
    }

    private void Close(AgentContext context)
    {
        _isOpen = false;
        int count = _updates.Count;
        if (count >= Math.Max(1, plan.Rules.Aggregation.Fewest))
        {
            _model = ImmutableCollectionsMarshal.AsImmutableArray(
                plan.Rules.Aggregation.Aggregate([.. _updates.Values]));
        }

        _updates.Clear();
        foreach (int member in _roster.MakeUp())
        {
            context.Emit(new FailureRecovered(plan.Members[member]));
        }

        var evaluation = Evaluation.Of(plan.Shape, _model.AsSpan(), plan.Testing);
        _accuracy = evaluation.Accuracy;
        context.Emit(new RoundJudged(
            _round, count, _accuracy, double.IsFinite(evaluation.Loss) ? evaluation.Loss : -1,
            ModelFingerprint.Of(_model.AsSpan())));
        double operations = ((double)plan.Shape.ForwardOperations * plan.Testing.Count)
            + (2.0 * count * plan.Shape.ParameterCount);
        context.Schedule(
            ModelPlan.TimeOf(operations, plan.Rules.ServerSpeed * context.SpeedFactor), new JudgedTag(_round));
    }

    private void GoOn(AgentContext context)
    {
        if (_accuracy > _best)
        {
            (_best, _bestRound) = (_accuracy, _round);
        }

        if (_accuracy >= plan.Rules.Target)
        {
            context.FinishRun("the model is as accurate as it has to be");
        }
        else if (_round >= plan.Rules.Rounds)
        {
            context.FinishRun("all rounds are over");
        }
        else if (Adjusts(context))
        {
            BeginRound(context);
        }
        else
        {
            context.FinishRun("the model gets no better, whatever the terms");
        }
    }

    /// <summary>Changes the terms if it is time. False if they have been changed often enough.</summary>
    private bool Adjusts(AgentContext context)
    {
        if (plan.Rules.Adjust is not { } rule || _round - _bestRound < rule.After)
        {
            return true;
        }

        if (_adjusted >= rule.AtMost)
        {
            return false;
        }

        _adjusted++;
        _bestRound = _round;
        _rate *= rule.Rate;
        _share = Math.Min(1, _share * rule.Share);
        context.Emit(new TermsAdjusted(_round, _rate, _share));
        return true;
    }
}

using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>
/// Asks members what they think, makes one opinion of theirs by a rule that it fits on held-out images, judges it, lets
/// them learn on, and tries another rule when it no longer gets better.
/// </summary>
public sealed class Combiner : Agent, IPollHost
{
    private readonly FusionPlan _plan;
    private readonly SortedDictionary<int, MemberOpinions> _opinions = [];
    private readonly MemberPoll _poll;
    private int _round;
    private int _form;
    private double _accuracy;
    private double _best;
    private int _bestRound;

    /// <summary>The combiner of a collaboration.</summary>
    public Combiner(FusionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _poll = new MemberPoll(plan.Members, plan.Rules.Heartbeat, plan.TalkTime, this);
    }

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _poll.Begin(context);
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

        // Timers are gone; whoever still learns for the round that was open comes late.
        _poll.MakeUp(context);
        _poll.Begin(context);
        BeginRound(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case Heartbeat beat:
                _poll.Hear(context, sender.Index, beat.BeganAnew);
                break;
            case MemberOpinions opinions:
                _poll.Hear(context, sender.Index);
                Take(context, sender.Index, opinions);
                break;
        }

        _poll.CloseIfComplete(context);
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (tag is FusedTag fused)
        {
            if (fused.Round == _round)
            {
                GoOn(context);
            }
        }
        else
        {
            _poll.OnTimer(context, tag);
        }
    }

    /// <inheritdoc/>
    void IPollHost.OnPollOver(AgentContext context)
    {
        _poll.MakeUp(context);
        double operations = _opinions.Count == 0 ? 0 : Fuse(context);
        _opinions.Clear();
        context.Schedule(
            ModelPlan.TimeOf(operations, _plan.Rules.CombinerSpeed * context.SpeedFactor), new FusedTag(_round));
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMap(_opinions, static (w, member) => w.Write(member), static (w, opinions) =>
        {
            w.Write(opinions.Round);
            w.Write(opinions.HeldOut);
            w.Write(opinions.Testing);
        });
        _poll.Capture(writer);
        writer.Write(_round);
        writer.Write(_form);
        writer.Write(_accuracy);
        writer.Write(_best);
        writer.Write(_bestRound);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(
            _opinions, static r => r.ReadInt32(),
            static r => new MemberOpinions(r.ReadInt32(), r.ReadSingles(), r.ReadSingles()));
        _poll.Restore(reader);
        _round = reader.ReadInt32();
        _form = reader.ReadInt32();
        _accuracy = reader.ReadDouble();
        _best = reader.ReadDouble();
        _bestRound = reader.ReadInt32();
    }

    private void Take(AgentContext context, int member, MemberOpinions opinions)
    {
        bool isLate = !_poll.IsOpen || opinions.Round != _round;
        if (isLate || !AreProbabilities(opinions))
        {
            context.Emit(new UpdateRefused(opinions.Round, _plan.Members[member], isLate));
        }
        else
        {
            _opinions[member] = opinions;
        }

        if (!isLate)
        {
            _poll.Answered(member);
        }
    }

    private bool AreProbabilities(MemberOpinions opinions) =>
        opinions.HeldOut.Length == _plan.HeldOut!.Count * _plan.Shape.Classes
        && opinions.Testing.Length == _plan.Testing.Count * _plan.Shape.Classes
        && Perceptron.AreFinite(opinions.HeldOut.AsSpan())
        && Perceptron.AreFinite(opinions.Testing.AsSpan());

    private void BeginRound(AgentContext context)
    {
        _round++;
        _opinions.Clear();
        int[] present = _poll.Present();
        context.Emit(new RoundBegan(_round, present.Length, _plan.Rules.Training.Rate));
        var order = new OpinionOrder(_round);
        _poll.Ask(context, present, _ => order, _plan.Rules.Deadline);
    }

    /// <summary>Makes one opinion of those that came.</summary>
    /// <returns>Floating-point operations that it took.</returns>
    private double Fuse(AgentContext context)
    {
        int classes = _plan.Shape.Classes;
        FusionForm form = _plan.Rules.Forms[_form];
        float[][] testing = [.. _opinions.Values.Select(o => ImmutableCollectionsMarshal.AsArray(o.Testing)!)];
        float[][] heldOut = [.. _opinions.Values.Select(o => ImmutableCollectionsMarshal.AsArray(o.HeldOut)!)];
        var fused = FusedOpinion.Make(form, heldOut, _plan.HeldOut!, testing, classes);
        double best = 0;
        int at = 0;
        foreach (int member in _opinions.Keys)
        {
            double accuracy = Evaluation.Of(testing[at], _plan.Testing.Labels, classes).Accuracy;
            best = Math.Max(best, accuracy);
            context.Emit(new OpinionJudged(
                _round, _plan.Members[member], accuracy, fused.Weights.Count == 0 ? -1 : fused.Weights[at]));
            at++;
        }

        var evaluation = Evaluation.Of(fused.Outputs, _plan.Testing.Labels, classes);
        _accuracy = evaluation.Accuracy;
        context.Emit(new OpinionsFused(
            _round, (int)form, at, _accuracy, evaluation.Loss, best, fused.KktResidual,
            ModelFingerprint.Of(fused.Outputs)));
        return fused.Operations;
    }

    private void GoOn(AgentContext context)
    {
        if (_accuracy > _best)
        {
            (_best, _bestRound) = (_accuracy, _round);
        }

        if (_accuracy >= _plan.Rules.Target)
        {
            context.FinishRun("together they are as accurate as they have to be");
        }
        else if (_round >= _plan.Rules.Rounds)
        {
            context.FinishRun("all rounds are over");
        }
        else if (_round - _bestRound < _plan.Rules.Patience)
        {
            BeginRound(context);
        }
        else if (_form + 1 < _plan.Rules.Forms.Count)
        {
            _form++;
            _bestRound = _round;
            context.Emit(new FusionRuleChanged(_round, (int)_plan.Rules.Forms[_form]));
            BeginRound(context);
        }
        else
        {
            context.FinishRun("they get no better, whatever the rule");
        }
    }
}

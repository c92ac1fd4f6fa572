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
/// <param name="plan">The collaboration.</param>
public sealed class Combiner(FusionPlan plan) : Agent
{
    private readonly SortedDictionary<int, MemberOpinions> _opinions = [];
    private readonly MemberWatch _watch = new(plan.Members, plan.Rules.Heartbeat, plan.TalkTime);
    private int _round;
    private bool _isOpen;
    private TimerId _deadline;
    private int _form;
    private double _accuracy;
    private double _best;
    private int _bestRound;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _watch.Begin(context);
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

        _watch.Resume(context);
        BeginRound(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case Heartbeat beat:
                _watch.Hear(context, sender.Index, beat.BeganAnew);
                break;
            case MemberOpinions opinions:
                _watch.Hear(context, sender.Index, beganAnew: false);
                Take(context, sender.Index, opinions);
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
            case PatienceTag patience when patience.Round == _round && _isOpen:
                Close(context);
                break;
            case FusedTag fused when fused.Round == _round:
                GoOn(context);
                break;
            case WatchTag:
                _watch.Look(context);
                CloseIfComplete(context);
                break;
        }
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
        _watch.Roster.Capture(writer);
        writer.Write(_round);
        writer.Write(_isOpen);
        writer.Write(_deadline.Sequence);
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
        _watch.Roster.Restore(reader);
        _round = reader.ReadInt32();
        _isOpen = reader.ReadBoolean();
        _deadline = new TimerId(reader.ReadInt64());
        _form = reader.ReadInt32();
        _accuracy = reader.ReadDouble();
        _best = reader.ReadDouble();
        _bestRound = reader.ReadInt32();
    }

    private void Take(AgentContext context, int member, MemberOpinions opinions)
    {
        bool isLate = !_isOpen || opinions.Round != _round;
        if (isLate || !AreProbabilities(opinions))
        {
            context.Emit(new UpdateRefused(opinions.Round, plan.Members[member], isLate));
        }
        else
        {
            _opinions[member] = opinions;
        }

        if (!isLate)
        {
            _watch.Roster.Answered(member);
        }
    }

    private bool AreProbabilities(MemberOpinions opinions) =>
        opinions.HeldOut.Length == plan.HeldOut!.Count * plan.Shape.Classes
        && opinions.Testing.Length == plan.Testing.Count * plan.Shape.Classes
        && Perceptron.AreFinite(opinions.HeldOut.AsSpan())
        && Perceptron.AreFinite(opinions.Testing.AsSpan());

    private void CloseIfComplete(AgentContext context)
    {
        if (_isOpen && _watch.Roster.Waiting == 0)
        {
            context.Cancel(_deadline);
            Close(context);
        }
    }

    private void BeginRound(AgentContext context)
    {
        _round++;
        _opinions.Clear();
        _isOpen = true;
        int[] present = _watch.Roster.Present();
        _watch.Roster.Ask(present);
        context.Emit(new RoundBegan(_round, present.Length, plan.Rules.Training.Rate));
        foreach (int member in present)
        {
            context.Send(plan.Members[member], new OpinionOrder(_round));
        }

        _deadline = context.Schedule(plan.Rules.Deadline, new PatienceTag(_round));
    }

    private void Close(AgentContext context)
    {
        _isOpen = false;
        _watch.MakeUp(context);
        double operations = _opinions.Count == 0 ? 0 : Fuse(context);
        _opinions.Clear();
        context.Schedule(
            ModelPlan.TimeOf(operations, plan.Rules.CombinerSpeed * context.SpeedFactor), new FusedTag(_round));
    }

    /// <summary>Makes one opinion of those that came.</summary>
    /// <returns>Floating-point operations that it took.</returns>
    private double Fuse(AgentContext context)
    {
        int classes = plan.Shape.Classes;
        FusionForm form = plan.Rules.Forms[_form];
        float[][] testing = [.. _opinions.Values.Select(o => ImmutableCollectionsMarshal.AsArray(o.Testing)!)];
        float[][] heldOut = [.. _opinions.Values.Select(o => ImmutableCollectionsMarshal.AsArray(o.HeldOut)!)];
        var fused = FusedOpinion.Make(form, heldOut, plan.HeldOut!, testing, classes);
        double best = 0;
        int at = 0;
        foreach (int member in _opinions.Keys)
        {
            double accuracy = Evaluation.Of(testing[at], plan.Testing.Labels, classes).Accuracy;
            best = Math.Max(best, accuracy);
            context.Emit(new OpinionJudged(
                _round, plan.Members[member], accuracy, fused.Weights.Count == 0 ? -1 : fused.Weights[at]));
            at++;
        }

        var evaluation = Evaluation.Of(fused.Outputs, plan.Testing.Labels, classes);
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

        if (_accuracy >= plan.Rules.Target)
        {
            context.FinishRun("together they are as accurate as they have to be");
        }
        else if (_round >= plan.Rules.Rounds)
        {
            context.FinishRun("all rounds are over");
        }
        else if (_round - _bestRound < plan.Rules.Patience)
        {
            BeginRound(context);
        }
        else if (_form + 1 < plan.Rules.Forms.Count)
        {
            _form++;
            _bestRound = _round;
            context.Emit(new FusionRuleChanged(_round, (int)plan.Rules.Forms[_form]));
            BeginRound(context);
        }
        else
        {
            context.FinishRun("they get no better, whatever the rule");
        }
    }
}

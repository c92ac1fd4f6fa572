using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// The server of federated averaging: draws a model, sends it to members drawn at random, makes one model of theirs,
/// judges it, and goes on until it is good enough, changing its terms when it no longer gets better. With edges it is
/// the cloud, and its members are they.
/// </summary>
public sealed class AveragingServer : Agent, IPollHost
{
    private const string Drawing = "model";
    private const string Sampling = "sampling";

    private readonly FederatedPlan _plan;
    private readonly MemberPoll _poll;
    private readonly ModelRounds _rounds;
    private double _rate;
    private double _share;
    private double _accuracy;
    private double _best;
    private int _bestRound;
    private int _adjusted;

    /// <summary>A server before its first round.</summary>
    /// <param name="plan">The collaboration.</param>
    public AveragingServer(FederatedPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _poll = new MemberPoll(plan, plan.Edges.Count > 0 ? plan.Edges : plan.Members, this);
        _rounds = plan.Rules.Secure is { Value: var secure }
            ? new SecureRounds(_poll, secure, plan.Fixed, plan.Rules.Deadline)
            : new PlainRounds(
                _poll, plan.Rules.Aggregation.Value, plan.Rules.Edges?.Value.Deadline ?? plan.Rules.Deadline);
    }

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        float[] drawn = Perceptron.Draw(_plan.Shape, context.Stream(Drawing));
        _rounds.Model = ImmutableCollectionsMarshal.AsImmutableArray(drawn);

        // The share is of the members of an edge; the cloud asks all edges.
        (_rate, _share) = (_plan.Rules.Training.Rate, _plan.Edges.Count > 0 ? 1 : _plan.Rules.Share);
        context.Emit(new ModelDrawn(ModelFingerprint.Of(drawn)));
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

        // Timers are gone; whoever still trains for the round that was open comes late.
        _poll.Begin(context);
        BeginRound(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        int member = _poll.PlaceOf(sender);
        if (message is Heartbeat beat)
        {
            _poll.Hear(context, member, beat.BeganAnew);
        }
        else
        {
            _rounds.OnMessage(context, member, message);
        }

        _poll.CloseIfComplete(context);
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (tag is JudgedTag judged)
        {
            if (judged.Round == _rounds.Number)
            {
                GoOn(context);
            }
        }
        else if (!_poll.OnTimer(context, tag))
        {
            _rounds.OnTimer(context, tag);
        }
    }

    /// <inheritdoc/>
    void IPollHost.OnPollOver(AgentContext context)
    {
        if (_rounds.OnPollOver(context) is int updates)
        {
            _poll.MakeUp(context);
            Judge(context, updates);
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _poll.Capture(writer);
        _rounds.Capture(writer);
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
        _poll.Restore(reader);
        _rounds.Restore(reader);
        _rate = reader.ReadDouble();
        _share = reader.ReadDouble();
        _accuracy = reader.ReadDouble();
        _best = reader.ReadDouble();
        _bestRound = reader.ReadInt32();
        _adjusted = reader.ReadInt32();
    }

    private void BeginRound(AgentContext context)
    {
        int round = _rounds.Number + 1;
        int[] drawn = _poll.Draw(context.Stream(Sampling), _share);
        context.Emit(new RoundBegan(round, drawn.Length, _rate));
        _rounds.Begin(context, round, drawn, _rate);
    }

    private void Judge(AgentContext context, int updates)
    {
        (_accuracy, SimDuration takes) = RoundJudge.Judge(
            context, _plan, _rounds.Number, updates, _rounds.Model, _plan.Rules.ServerSpeed);
        context.Schedule(takes, new JudgedTag(_rounds.Number));
    }

    private void GoOn(AgentContext context)
    {
        if (_accuracy > _best)
        {
            (_best, _bestRound) = (_accuracy, _rounds.Number);
        }

        if (_accuracy >= _plan.Rules.Target)
        {
            context.FinishRun("the model is as accurate as it has to be");
        }
        else if (_rounds.Number >= _plan.Rules.Rounds)
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
        if (_plan.Rules.Adjust is not { } rule || _rounds.Number - _bestRound < rule.After)
        {
            return true;
        }

        if (_adjusted >= rule.AtMost)
        {
            return false;
        }

        _adjusted++;
        _bestRound = _rounds.Number;
        _rate *= rule.Rate;
        _share = Math.Min(1, _share * rule.Share);
        context.Emit(new TermsAdjusted(_rounds.Number, _rate, _share));
        return true;
    }
}

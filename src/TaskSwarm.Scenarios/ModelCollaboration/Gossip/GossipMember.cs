using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>
/// A model that learns from images of its own and then wakes at times of its own, draws one of its neighbours, and
/// moves with it to the mean of their two models (Boyd et al. 2006, asynchronous time model).
/// </summary>
/// <remarks>
/// The one who is asked computes the mean and moves; the one who has asked keeps its model, and refuses everybody else,
/// until it is told that mean. So both have the same bits, and the sum of all models changes by rounding alone. A
/// request that comes twice, or late, gets the answer that it got before and moves nothing, also if that was a refusal.
/// Only an exchange that is given up, or a crash that takes a model back, may change the sum.
/// </remarks>
/// <param name="plan">The collaboration.</param>
/// <param name="number">Which member, from 0.</param>
public sealed class GossipMember(GossipPlan plan, int number) : Agent
{
    private const string Clock = "clock";
    private const string Choice = "neighbour";

    private readonly NeighbourWatch _watch = new(plan, number);
    private readonly SortedDictionary<int, GivenAnswer> _given = [];
    private ImmutableArray<float> _model = [];
    private OpenExchange? _open;
    private int _begun;
    private bool _isReady;
    private bool _isDone;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _watch.Begin(context.Now);
        _model = LoneLearning.Train(context, plan, plan.Shards[number]);
        ScheduleReady(context);
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

        _watch.Begin(context.Now);
        if (!_isReady)
        {
            ScheduleReady(context);
            return;
        }

        Tell(context);
        if (_open is not null)
        {
            Ask(context);
        }

        ScheduleNext(context);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case ExchangeAsked asked:
                _watch.Hear(context, sender.Index, asked.Life);
                context.Send(sender, new ExchangeAnswered(asked.Exchange, _watch.Life, Answer(context, sender, asked)));
                break;
            case ExchangeAnswered answer:
                _watch.Hear(context, sender.Index, answer.Life);
                if (_open is { } open && open.Number == answer.Exchange && open.With == sender.Index)
                {
                    _open = null;
                    Take(context, sender, answer);
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
                _isReady = true;
                LoneLearning.Judge(context, plan, _model, isFinal: false);
                Tell(context);
                ScheduleNext(context);
                break;
            case WakeTag:
                if (LoneLearning.LeavesOut(context, plan.Traits[number]))
                {
                    context.Emit(new MemberDroppedOut(_begun));
                }
                else
                {
                    BeginExchange(context);
                }

                ScheduleNext(context);
                break;
            case UnansweredTag unanswered when _open?.Number == unanswered.Exchange:
                if (_open.Asked <= plan.Retries)
                {
                    Ask(context);
                }
                else
                {
                    GiveUp(context);
                }

                break;
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _watch.Capture(writer);
        writer.WriteMap(_given, static (w, neighbour) => w.Write(neighbour), static (w, given) => given.Capture(w));
        writer.Write(_model);
        writer.WriteOptional(_open, static (w, open) => open.Capture(w));
        writer.Write(_begun);
        writer.Write(_isReady);
        writer.Write(_isDone);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _watch.Restore(reader);
        reader.ReadMap(_given, static r => r.ReadInt32(), GivenAnswer.Read);
        _model = reader.ReadSingles();
        _open = reader.ReadOptional(OpenExchange.Read);
        _begun = reader.ReadInt32();
        _isReady = reader.ReadBoolean();
        _isDone = reader.ReadBoolean();
    }

    private void ScheduleReady(AgentContext context) => context.Schedule(
        LoneLearning.TimeOf(context, plan, number, plan.Shards[number].Length), new LearntTag());

    /// <summary>A member that has begun all its exchanges, or would wake after the end, begins no more; neighbours may
    /// still ask it.</summary>
    private void ScheduleNext(AgentContext context)
    {
        var gap = new SimDuration(Math.Max(1, (long)context.Stream(Clock).NextExponential(plan.Every.Micros)));
        _isDone = _begun == plan.Exchanges || context.Now + gap > plan.End;
        if (!_isDone)
        {
            context.Schedule(gap, new WakeTag());
        }

        JudgeIfDone(context);
    }

    /// <summary>Who wakes amid an exchange of its own goes on with that.</summary>
    private void BeginExchange(AgentContext context)
    {
        if (_open is not null)
        {
            return;
        }

        _begun++;
        IReadOnlyList<int> neighbours = plan.Graph.Neighbours(number);
        _open = new OpenExchange(context.Now, neighbours[context.Stream(Choice).NextInt(neighbours.Count)], 0);
        Ask(context);
    }

    private void Ask(AgentContext context)
    {
        _open = _open! with { Asked = _open.Asked + 1 };
        context.Send(plan.Members[_open.With], new ExchangeAsked(_open.Number, _watch.Life, _model));
        context.Schedule(plan.Timeout, new UnansweredTag(_open.Number));
    }

    private ImmutableArray<float> Answer(AgentContext context, AgentId sender, ExchangeAsked asked)
    {
        GivenAnswer? last = _given.GetValueOrDefault(sender.Index);
        if (last is not null && asked.Exchange <= last.Exchange)
        {
            return asked.Exchange == last.Exchange ? last.Mean : [];
        }

        // Before this life it may have answered, and no longer knows it.
        bool isBusy = !_isReady || _open is not null || asked.Exchange < _watch.Life;
        if (!isBusy)
        {
            _model = MeanWith(asked.Parameters);
            Moved(context, asked.Exchange, sender, hasAsked: false);
        }

        _given[sender.Index] = new GivenAnswer(asked.Exchange, isBusy ? [] : _model);
        return _given[sender.Index].Mean;
    }

    private void Take(AgentContext context, AgentId sender, ExchangeAnswered answer)
    {
        if (answer.Mean.IsEmpty)
        {
            context.Emit(new ExchangeRefused(answer.Exchange, sender));
        }
        else
        {
            _model = answer.Mean;
            Moved(context, answer.Exchange, sender, hasAsked: true);
        }
    }

    private void GiveUp(AgentContext context)
    {
        (SimTime exchange, int with, _) = _open!;
        _open = null;
        context.Emit(new ExchangeAbandoned(exchange, plan.Members[with]));
        _watch.Lose(context, with);
        Tell(context);
    }

    private ImmutableArray<float> MeanWith(ImmutableArray<float> other)
    {
        var mean = new float[_model.Length];
        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] = (float)(((double)_model[i] + other[i]) / 2);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(mean);
    }

    private void Moved(AgentContext context, SimTime exchange, AgentId with, bool hasAsked)
    {
        double[] at = plan.Project(_model);
        context.Emit(new ModelAveraged(
            exchange, with, hasAsked, at[0], at[1], at[2], at[3], ModelFingerprint.Of(_model.AsSpan())));
        JudgeIfDone(context);
    }

    private void Tell(AgentContext context)
    {
        double[] at = plan.Project(_model);
        context.Emit(new ModelStands(at[0], at[1], at[2], at[3], ModelFingerprint.Of(_model.AsSpan())));
    }

    /// <summary>Nobody knows when neighbours will ask for the last time, so each later model is judged as well.
    /// </summary>
    private void JudgeIfDone(AgentContext context)
    {
        if (_isDone)
        {
            LoneLearning.Judge(context, plan, _model, isFinal: true);
        }
    }
}

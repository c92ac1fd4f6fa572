using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// A model that learns from images of its own and then agrees with its neighbours' step by step:
/// theta_i += a sum over neighbours of (theta_j - theta_i), all at the same instants (Olfati-Saber and Murray 2004).
/// </summary>
/// <remarks>Sums run in double precision over neighbours in the order of their numbers. Whoever was not heard since the
/// last step is left out of this one, and of each number so many extremes as the plan trims.</remarks>
/// <param name="plan">The collaboration.</param>
/// <param name="number">Which member, from 0.</param>
public sealed class ConsensusMember(ConsensusPlan plan, int number) : Agent
{
    private readonly SortedDictionary<int, ImmutableArray<float>> _heard = [];
    private readonly HealedLinks _links = new(plan.Graph, number, plan.Heal);
    private ImmutableArray<float> _model = [];
    private int _step;
    private bool _isJudged;

    private MemberTraits Traits => plan.Traits[number];

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _model = LoneLearning.Train(context, plan, plan.Shards[number]);
        ScheduleNext(
            context, context.Now + LoneLearning.TimeOf(context, plan, number, plan.Shards[number].Length));
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (restored)
        {
            _heard.Clear();
            ScheduleNext(context, context.Now);
        }
        else
        {
            OnStart(context);
        }
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        if (message is SharedModel shared && shared.Step == _step && Perceptron.AreFinite(shared.Parameters.AsSpan()))
        {
            _heard[sender.Index] = shared.Parameters;
        }
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (tag is not StepTag due)
        {
            return;
        }

        if (!_isJudged)
        {
            _isJudged = true;
            LoneLearning.Judge(context, plan, _model, isFinal: false);
        }

        bool dropsOut = LoneLearning.LeavesOut(context, Traits);
        int heard = dropsOut ? 0 : _heard.Count;
        if (due.Step > 0 && !dropsOut)
        {
            double step = _links.AreChanged
                ? Math.Min(plan.Step, 1.0 / (_links.Current.Count + 1))
                : plan.Step;
            _model = plan.Trim > 0
                ? TrimmedStep.Of(_model, [.. _heard.Values], step, plan.Trim)
                : Moved(step);
            Heal(context);
        }

        _step = due.Step;
        _heard.Clear();
        context.Emit(Seen(heard));
        if (_step == plan.Steps)
        {
            LoneLearning.Judge(context, plan, _model, isFinal: true);
            return;
        }

        if (dropsOut)
        {
            context.Emit(new MemberDroppedOut(_step));
        }
        else
        {
            Tell(context);
        }

        context.Schedule(plan.Every, new StepTag(_step + 1));
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMap(_heard, static (w, member) => w.Write(member), static (w, model) => w.Write(model));
        _links.Capture(writer);
        writer.Write(_model);
        writer.Write(_step);
        writer.Write(_isJudged);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(_heard, static r => r.ReadInt32(), static r => r.ReadSingles());
        _links.Restore(reader);
        _model = reader.ReadSingles();
        _step = reader.ReadInt32();
        _isJudged = reader.ReadBoolean();
    }

    private void Tell(AgentContext context)
    {
        ImmutableArray<float> told = _model;
        if (Traits.Poison is not null)
        {
            float[] lie = [.. _model];
            LocalTraining.Distort(context, Traits, plan.Initial, lie);
            told = ImmutableCollectionsMarshal.AsImmutableArray(lie);
        }

        var message = new SharedModel(_step, told);
        foreach (int neighbour in _links.Current)
        {
            context.Send(plan.Members[neighbour], message);
        }
    }

    private void Heal(AgentContext context)
    {
        (IReadOnlyList<int> lost, IReadOnlyList<int> back) = _links.Note(_heard.Keys);
        foreach (int member in lost)
        {
            context.Emit(new FailureDetected(plan.Members[member]));
            context.Emit(new FailureRecovered(plan.Members[member]));
        }

        if (lost.Count + back.Count > 0)
        {
            context.Emit(new LinksChanged(_step, _links.Current.Count));
        }
    }

    /// <summary>All members step at the same instants; one that was away, or learns for longer than others, joins in at
    /// the next.</summary>
    private void ScheduleNext(AgentContext context, SimTime ready)
    {
        long next = ready < plan.Begin ? 0 : 1 + ((ready - plan.Begin).Micros / plan.Every.Micros);
        if (next <= plan.Steps)
        {
            _step = (int)Math.Max(0, next - 1);
            context.Schedule(
                plan.Begin + (plan.Every * next) - context.Now, new StepTag((int)next));
        }
    }

    private ImmutableArray<float> Moved(double step)
    {
        var moved = new float[_model.Length];
        var sum = new double[_model.Length];
        foreach ((int _, ImmutableArray<float> other) in _heard)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += (double)other[i] - _model[i];
            }
        }

        for (int i = 0; i < sum.Length; i++)
        {
            moved[i] = (float)(_model[i] + (step * sum[i]));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(moved);
    }

    private ModelMoved Seen(int heard)
    {
        double[] at = plan.Project(_model);
        return new ModelMoved(
            _step, heard, at[0], at[1], at[2], at[3], ModelFingerprint.Of(_model.AsSpan()));
    }
}

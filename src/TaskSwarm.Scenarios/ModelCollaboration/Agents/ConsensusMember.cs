using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>
/// A model that learns from images of its own and then agrees with its neighbours' step by step:
/// theta_i += a sum over neighbours of (theta_j - theta_i), all at the same instants (Olfati-Saber and Murray 2004).
/// </summary>
/// <remarks>Sums run in double precision over neighbours in the order of their numbers. Whoever was not heard since the
/// last step is left out of this one.</remarks>
/// <param name="plan">The collaboration.</param>
/// <param name="number">Which member, from 0.</param>
public sealed class ConsensusMember(ConsensusPlan plan, int number) : Agent
{
    private readonly SortedDictionary<int, ImmutableArray<float>> _heard = [];
    private ImmutableArray<float> _model = [];
    private int _step;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _model = LoneLearning.Train(context, plan, plan.Shards[number]);
        ScheduleNext(context);
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (restored)
        {
            _heard.Clear();
            ScheduleNext(context);
        }
        else
        {
            OnStart(context);
        }
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        if (message is SharedModel shared && shared.Step == _step)
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

        int heard = _heard.Count;
        if (due.Step > 0)
        {
            Move();
        }
        else
        {
            LoneLearning.Judge(context, plan, _model, isFinal: false);
        }

        _step = due.Step;
        _heard.Clear();
        context.Emit(Seen(heard));
        if (_step == plan.Steps)
        {
            LoneLearning.Judge(context, plan, _model, isFinal: true);
            return;
        }

        foreach (int neighbour in plan.Graph.Neighbours(number))
        {
            context.Send(plan.Members[neighbour], new SharedModel(_step, _model));
        }

        context.Schedule(plan.Every, new StepTag(_step + 1));
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMap(_heard, static (w, member) => w.Write(member), static (w, model) => w.Write(model));
        writer.Write(_model);
        writer.Write(_step);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(_heard, static r => r.ReadInt32(), static r => r.ReadSingles());
        _model = reader.ReadSingles();
        _step = reader.ReadInt32();
    }

    /// <summary>All members step at the same instants; one that was away joins in again at the next.</summary>
    private void ScheduleNext(AgentContext context)
    {
        long next = context.Now < plan.Begin ? 0 : 1 + ((context.Now - plan.Begin).Micros / plan.Every.Micros);
        if (next <= plan.Steps)
        {
            _step = (int)Math.Max(0, next - 1);
            context.Schedule(
                plan.Begin + (plan.Every * next) - context.Now, new StepTag((int)next));
        }
    }

    private void Move()
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
            moved[i] = (float)(_model[i] + (plan.Step * sum[i]));
        }

        _model = ImmutableCollectionsMarshal.AsImmutableArray(moved);
    }

    private ModelMoved Seen(int heard)
    {
        double[] at = plan.Project(_model);
        return new ModelMoved(
            _step, heard, at[0], at[1], at[2], at[3], ModelFingerprint.Of(_model.AsSpan()));
    }
}

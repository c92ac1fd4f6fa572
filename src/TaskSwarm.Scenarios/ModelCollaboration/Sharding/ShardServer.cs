using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharding;

/// <summary>
/// Announces the shards of a round as tasks of a contract net, averages the models that are trained on them, and judges
/// the average. It calls for one shard after another, so that each bid counts what its bidder has won before.
/// </summary>
public sealed class ShardServer : Agent, IInitiatorHost
{
    private const string Drawing = "model";
    private const int Nothing = -1;

    private readonly ShardPlan _plan;
    private readonly ContractNetInitiator _contracts;
    private readonly SortedDictionary<int, ModelUpdate> _models = [];
    private readonly SortedSet<int> _uncalled = [];
    private ImmutableArray<float> _model = [];
    private int _calling = Nothing;
    private int _open;
    private int _round;
    private double _accuracy;

    /// <summary>A server before its first round.</summary>
    /// <param name="plan">The collaboration.</param>
    /// <param name="rule">Who wins.</param>
    public ShardServer(ShardPlan plan, IAwardRule rule)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _contracts = new ContractNetInitiator(plan.ContractNet, rule, this);
    }

    /// <summary>Models that have been handed in must outlive a crash: their members have forgotten them.</summary>
    public override bool KeepsJournal => true;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        float[] drawn = Perceptron.Draw(_plan.Shape, context.Stream(Drawing));
        _model = ImmutableCollectionsMarshal.AsImmutableArray(drawn);
        context.Emit(new ModelDrawn(ModelFingerprint.Of(drawn)));
        foreach (AgentId member in _plan.Members)
        {
            _contracts.Watch(context, member);
        }

        BeginRound(context);
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        _contracts.OnRestart(context);
        context.Schedule(_plan.TalkTime, new NextCallTag());
        if (_open == 0)
        {
            GoOn(context);
        }
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case WorkWanted wanted:
                Serve(context, sender, wanted);
                break;
            case ShardModel model:
                Take(context, sender, model);
                break;
            default:
                _contracts.OnMessage(context, sender, message);
                break;
        }
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case NextCallTag:
                CallNext(context);
                break;
            case ShardsJudgedTag judged when judged.Round == _round:
                GoOn(context);
                break;
            default:
                _contracts.OnTimer(context, tag);
                break;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<AgentId> ParticipantsFor(AgentContext context, TaskSpec task) =>
        [.. _plan.Members.Where(member => !_contracts.IsFailed(member))];

    /// <inheritdoc/>
    public bool CallsAtOnce(AgentContext context, TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(task);
        int number = task.Id.Number;
        if (_calling != Nothing && _calling != number)
        {
            _uncalled.Add(number);
            return false;
        }

        _uncalled.Remove(number);
        _calling = number;
        return true;
    }

    /// <inheritdoc/>
    public void OnAwarded(AgentContext context, TaskSpec task, Bid winner) => EndCall(context, task);

    /// <inheritdoc/>
    public void OnPutOff(AgentContext context, TaskSpec task, string reason) => EndCall(context, task);

    /// <inheritdoc/>
    public void OnClosed(AgentContext context, TaskSpec task, TaskState final)
    {
        ArgumentNullException.ThrowIfNull(task);
        _uncalled.Remove(task.Id.Number);
        EndCall(context, task);
        _open--;
        if (_open == 0)
        {
            Close(context);
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _contracts.Capture(writer);
        writer.WriteMap(_models, static (w, shard) => w.Write(shard), static (w, update) =>
        {
            w.Write(update.Examples);
            w.Write(ImmutableCollectionsMarshal.AsImmutableArray(update.Parameters));
        });
        writer.WriteList(_uncalled, static (w, task) => w.Write(task));
        writer.Write(_model);
        writer.Write(_calling);
        writer.Write(_open);
        writer.Write(_round);
        writer.Write(_accuracy);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _contracts.Restore(reader);
        reader.ReadMap(_models, static r => r.ReadInt32(), static r =>
        {
            int examples = r.ReadInt32();
            return new ModelUpdate(ImmutableCollectionsMarshal.AsArray(r.ReadSingles())!, examples);
        });
        _uncalled.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _model = reader.ReadSingles();
        _calling = reader.ReadInt32();
        _open = reader.ReadInt32();
        _round = reader.ReadInt32();
        _accuracy = reader.ReadDouble();
    }

    private void BeginRound(AgentContext context)
    {
        _round++;
        _models.Clear();
        _open = _plan.Pieces.Count;
        context.Emit(new RoundBegan(_round, _plan.Pieces.Count, _plan.Rules.Training.Rate));
        for (int shard = 0; shard < _plan.Pieces.Count; shard++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"round {_round} shard {shard + 1}");
            _contracts.Announce(context, new TaskSpec(_plan.TaskOf(_round, shard), name)
            {
                Work = _plan.Operations(shard),
                Release = context.Now,
            });
        }
    }

    private void EndCall(AgentContext context, TaskSpec task)
    {
        if (_calling == task.Id.Number)
        {
            // By the time of the next call the winner has its award, and bids accordingly.
            _calling = Nothing;
            context.Schedule(_plan.TalkTime, new NextCallTag());
        }
    }

    private void CallNext(AgentContext context)
    {
        if (_calling == Nothing && _uncalled.Count > 0)
        {
            _calling = _uncalled.Min;
            _uncalled.Remove(_calling);
            _contracts.CallFor(context, new TaskId(_calling));
        }
    }

    private void Serve(AgentContext context, AgentId member, WorkWanted wanted)
    {
        if (wanted.Round != _round || _models.ContainsKey(wanted.Shard))
        {
            // Its first holder was given up on when its model was already here.
            context.Send(member, new ShardModelTaken(wanted.Round, wanted.Shard));
            return;
        }

        int bytes = wanted.NeedsImages ? _plan.ImageBytes(wanted.Shard) : 0;
        if (bytes > 0)
        {
            context.Emit(new ShardMoved(wanted.Shard, member, bytes));
        }

        context.Send(member, new WorkSent(_round, wanted.Shard, wanted.NeedsModel ? _model : [], bytes));
    }

    private void Take(AgentContext context, AgentId member, ShardModel model)
    {
        // While the average is judged its models are still known, so that none that comes again counts again.
        if (model.Round == _round && _open > 0 && !_models.ContainsKey(model.Shard))
        {
            int examples = _plan.Pieces[model.Shard].Length;
            if (Perceptron.AreFinite(model.Parameters.AsSpan()))
            {
                float[] parameters = ImmutableCollectionsMarshal.AsArray(model.Parameters)!;
                _models[model.Shard] = new ModelUpdate(parameters, examples);
                context.Emit(new ShardTaken(
                    _round, model.Shard, member, examples, ModelFingerprint.Of(parameters)));
            }
            else
            {
                // Whoever trained on it again would come to no better end: it is left out of the round.
                _models[model.Shard] = new ModelUpdate([], 0);
                context.Emit(new UpdateRefused(_round, member, IsLate: false));
            }
        }

        context.Send(member, new ShardModelTaken(model.Round, model.Shard));
    }

    private void Close(AgentContext context)
    {
        ModelUpdate[] updates = [.. _models.Values.Where(update => update.Examples > 0)];
        if (updates.Length > 0)
        {
            _model = ImmutableCollectionsMarshal.AsImmutableArray(new WeightedAverage().Aggregate(updates));
        }

        (_accuracy, SimDuration takes) = RoundJudge.Judge(
            context, _plan, _round, updates.Length, _model, _plan.Rules.ServerSpeed);
        context.Schedule(takes, new ShardsJudgedTag(_round));
    }

    private void GoOn(AgentContext context)
    {
        if (_accuracy >= _plan.Rules.Target)
        {
            context.FinishRun("the model is as accurate as it has to be");
        }
        else if (_round >= _plan.Rules.Rounds)
        {
            context.FinishRun("all rounds are over");
        }
        else
        {
            BeginRound(context);
        }
    }
}

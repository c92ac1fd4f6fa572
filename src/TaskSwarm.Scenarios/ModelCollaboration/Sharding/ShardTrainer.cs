using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharding;

/// <summary>
/// A device that bids for shards by when it would be done with them, fetches what it lacks of those that it wins, and
/// trains on one after another. What it has fetched stays on its disk.
/// </summary>
public sealed class ShardTrainer : Agent, IParticipantHost
{
    private readonly ShardPlan _plan;
    private readonly int _number;
    private readonly ContractNetParticipant _participant;
    private readonly SortedSet<int> _images = [];
    private readonly List<ShardJob> _queue = [];
    private readonly SortedDictionary<int, ImmutableArray<float>> _handedIn = [];
    private ImmutableArray<float> _model = [];
    private int _modelRound;
    private ShardJob? _running;
    private ImmutableArray<float> _trained = [];
    private SimTime _runsUntil;
    private TimerId _timer;

    /// <summary>A device with its own images.</summary>
    /// <param name="plan">The collaboration.</param>
    /// <param name="number">Which member, from 0.</param>
    public ShardTrainer(ShardPlan plan, int number)
    {
        ArgumentNullException.ThrowIfNull(plan);
        (_plan, _number) = (plan, number);
        _participant = new ContractNetParticipant(plan.ContractNet, this);
    }

    private MemberTraits Traits => _plan.Traits[_number];

    /// <summary>Images on its disk outlive a crash, and so does what it was awarded: it gives that back.</summary>
    public override bool KeepsJournal => true;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _images.UnionWith(_plan.HomeOf(_number));
        _participant.Register(context, _plan.Server);
    }

    /// <inheritdoc/>
    public override void OnRestart(AgentContext context, bool restored)
    {
        ArgumentNullException.ThrowIfNull(context);
        _queue.Clear();
        _handedIn.Clear();
        (_running, _trained, _runsUntil) = (null, [], context.Now);
        foreach (HeldTask held in _participant.Held.ToArray())
        {
            _participant.Fail(context, held.Task.Id, "its holder crashed");
        }

        _participant.OnRestart(context);
        _participant.Register(context, _plan.Server);
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case WorkSent work:
                Receive(work);
                break;
            case ShardModelTaken taken:
                Finish(context, _plan.TaskOf(taken.Round, taken.Shard));
                break;
            default:
                _participant.OnMessage(context, sender, message);
                break;
        }

        GoOn(context);
    }

    /// <inheritdoc/>
    public override void OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case ShardTrainedTag trained when _running?.Task == trained.Task:
                _handedIn[trained.Task.Number] = _trained;
                (_running, _trained) = (null, []);
                HandIn(context, trained.Task);
                break;
            case SendAgainTag again when again.IsTrained:
                HandIn(context, again.Task);
                break;
            case SendAgainTag again:
                Fetch(context, again.Task);
                break;
            default:
                _participant.OnTimer(context, tag);
                break;
        }

        GoOn(context);
    }

    /// <inheritdoc/>
    public BidDecision Evaluate(AgentContext context, CallForProposals call)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(call);
        int shard = _plan.ShardOf(call.Task.Id);
        SimTime free = _running is null ? context.Now : SimTime.Max(context.Now, _runsUntil);
        bool hasModel = _modelRound == _plan.RoundOf(call.Task.Id);
        long bytes = BytesLacking(shard, hasModel);
        foreach (ShardJob job in _queue)
        {
            free += Expected(context, _plan.ShardOf(job.Task));
            bytes += BytesLacking(_plan.ShardOf(job.Task), hasModel: true);
        }

        SimTime here = context.Now + (bytes == 0 ? SimDuration.Zero : _plan.TransferTime(bytes) + (_plan.TalkTime * 2));
        SimTime start = SimTime.Max(free, here);
        SimTime end = start + Expected(context, shard);
        return BidDecision.Propose((end - context.Now).Seconds, new BidTerms
        {
            Backlog = free - context.Now,
            Start = start,
            End = end,
        });
    }

    /// <inheritdoc/>
    public bool OnAwarded(AgentContext context, HeldTask held)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(held);
        (bool dropsOut, double slowness) = LocalTraining.DrawTroubles(context, Traits);
        if (dropsOut)
        {
            context.Emit(new MemberDroppedOut(_plan.RoundOf(held.Task.Id)));
            return false;
        }

        _queue.Add(new ShardJob(held.Task.Id, slowness));
        Fetch(context, held.Task.Id);
        return true;
    }

    /// <inheritdoc/>
    public bool OnCancelled(AgentContext context, HeldTask held, string reason)
    {
        ArgumentNullException.ThrowIfNull(held);
        Drop(context, held.Task.Id);
        return true;
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _participant.Capture(writer);
        writer.WriteList(_images, static (w, shard) => w.Write(shard));
        writer.WriteList(_queue, Write);
        writer.WriteMap(_handedIn, static (w, task) => w.Write(task), static (w, model) => w.Write(model));
        writer.Write(_model);
        writer.Write(_modelRound);
        writer.WriteList(_running is { } running ? [running] : (IReadOnlyCollection<ShardJob>)[], Write);
        writer.Write(_trained);
        writer.Write(_runsUntil);
        writer.Write(_timer.Sequence);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _participant.Restore(reader);
        _images.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _queue.AddRange(reader.ReadList(Read));
        reader.ReadMap(_handedIn, static r => r.ReadInt32(), static r => r.ReadSingles());
        _model = reader.ReadSingles();
        _modelRound = reader.ReadInt32();
        _running = reader.ReadList(Read) is [var running] ? running : null;
        _trained = reader.ReadSingles();
        _runsUntil = reader.ReadTime();
        _timer = new TimerId(reader.ReadInt64());
    }

    private static void Write(StateWriter writer, ShardJob job)
    {
        writer.Write(job.Task.Number);
        writer.Write(job.Slowness);
    }

    private static ShardJob Read(StateReader reader) => new(new TaskId(reader.ReadInt32()), reader.ReadDouble());

    private long BytesLacking(int shard, bool hasModel) =>
        (hasModel ? 0 : _plan.ModelBytes) + (_images.Contains(shard) ? 0 : _plan.ImageBytes(shard));

    /// <summary>How long training on a shard takes, as far as the device can know: stragglers by their mean.</summary>
    private SimDuration Expected(AgentContext context, int shard)
    {
        double slowness = Traits.Stragglers is { } model
            ? 1 + (model.Probability * (((model.LeastFactor + model.GreatestFactor) / 2) - 1))
            : 1;
        return TimeOf(context, shard, slowness);
    }

    private SimDuration TimeOf(AgentContext context, int shard, double slowness) =>
        ModelPlan.TimeOf(_plan.Operations(shard) * slowness, Traits.Speed * context.SpeedFactor);

    private bool IsReady(ShardJob job) =>
        _plan.RoundOf(job.Task) == _modelRound && _images.Contains(_plan.ShardOf(job.Task));

    /// <summary>Asks for what a shard in the queue lacks, again and again until it is here.</summary>
    private void Fetch(AgentContext context, TaskId task)
    {
        int at = _queue.FindIndex(job => job.Task == task);
        if (at < 0 || IsReady(_queue[at]))
        {
            return;
        }

        (int round, int shard) = (_plan.RoundOf(task), _plan.ShardOf(task));
        bool hasModel = round == _modelRound;
        context.Send(_plan.Server, new WorkWanted(round, shard, !hasModel, !_images.Contains(shard)));
        context.Schedule(_plan.Patience(BytesLacking(shard, hasModel)), new SendAgainTag(task, IsTrained: false));
    }

    private void Receive(WorkSent work)
    {
        if (work.Round > _modelRound && !work.Parameters.IsEmpty)
        {
            (_model, _modelRound) = (work.Parameters, work.Round);
        }

        if (work.ImageBytes > 0)
        {
            _images.Add(work.Shard);
        }
    }

    /// <summary>Trains on the first shard in the queue for which everything is here.</summary>
    private void GoOn(AgentContext context)
    {
        int at = _running is null ? _queue.FindIndex(IsReady) : -1;
        if (at < 0)
        {
            return;
        }

        ShardJob job = _queue[at];
        _queue.RemoveAt(at);
        _participant.Start(context, job.Task);
        int shard = _plan.ShardOf(job.Task);
        TrainedModel model = LocalTraining.Train(
            context, _plan, Traits, _plan.Pieces[shard], _plan.Rules.Training, _model);
        _running = job;
        _trained = ImmutableCollectionsMarshal.AsImmutableArray(model.Parameters);
        SimDuration takes = TimeOf(context, shard, job.Slowness);
        _runsUntil = context.Now + takes;
        _timer = context.Schedule(takes, new ShardTrainedTag(job.Task));
        LocalTraining.Tell(context, _modelRound, _plan.Pieces[shard].Length, model);
    }

    /// <summary>Hands a model in, again and again until the server has one.</summary>
    private void HandIn(AgentContext context, TaskId task)
    {
        if (_handedIn.TryGetValue(task.Number, out ImmutableArray<float> model))
        {
            context.Send(_plan.Server, new ShardModel(_plan.RoundOf(task), _plan.ShardOf(task), model));
            context.Schedule(_plan.Patience(_plan.ModelBytes), new SendAgainTag(task, IsTrained: true));
        }
    }

    private void Finish(AgentContext context, TaskId task)
    {
        Drop(context, task);
        if (_participant.Find(task) is { } held)
        {
            if (!held.Started)
            {
                _participant.Start(context, task);
            }

            _participant.Complete(context, task);
        }
    }

    private void Drop(AgentContext context, TaskId task)
    {
        _queue.RemoveAll(job => job.Task == task);
        _handedIn.Remove(task.Number);
        if (_running?.Task == task)
        {
            context.Cancel(_timer);
            (_running, _trained) = (null, []);
        }
    }
}

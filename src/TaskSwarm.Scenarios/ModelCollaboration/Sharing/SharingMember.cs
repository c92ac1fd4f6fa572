using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>
/// A member that collects records, gets its neighbours' and through them everybody's, and learns from all of them.
/// </summary>
/// <remarks>
/// It tells its neighbours how many records it has of whom; each sends the next ones that it lacks, in order. What is
/// lost is lacking the next time as well, what comes twice or in the wrong order is passed over. Records are on disk
/// before anybody hears of them: a member that forgot some would give their numbers to others.
/// </remarks>
/// <param name="plan">The collaboration.</param>
/// <param name="number">Which member, from 0.</param>
public sealed class SharingMember(SharingPlan plan, int number) : Agent
{
    private const string Phase = "phase";

    // At a loss of ten percent, each way, a neighbour that is up leaves so many unanswered once in 590,000 times.
    private const int MostUnanswered = 8;

    private readonly NeighbourWatch _watch = new(plan, number);
    private readonly RecordStore _store = new(plan, number);
    private ImmutableArray<float> _shared = [];
    private int _sharedImages;
    private long _ticks;
    private bool _hasLearntAlone;
    private bool _hasLearnt;

    /// <inheritdoc/>
    public override bool KeepsJournal => true;

    /// <inheritdoc/>
    public override void OnStart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _watch.Begin(context.Now);
        context.Schedule(
            new SimDuration(1 + (long)(context.Stream(Phase).NextDouble() * plan.Every.Micros)), new CollectTag());
        if (plan.LearnAt is { } at)
        {
            context.Schedule(at - context.Now, new LearnTag());
        }
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
        foreach (int neighbour in plan.Graph.Neighbours(number))
        {
            Tell(context, neighbour);
        }

        context.Schedule(plan.Every, new CollectTag());
        if (_sharedImages > 0 && !_hasLearnt)
        {
            ScheduleLearnt(context);
        }
        else if (_sharedImages == 0 && plan.LearnAt is { } at)
        {
            context.Schedule(
                at > context.Now ? at - context.Now : new SimDuration(1), new LearnTag());
        }
    }

    /// <inheritdoc/>
    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case CountsTold told:
                _watch.Hear(context, sender.Index, told.Life);
                ImmutableArray<RecordRun> runs = _store.Beyond(told.Counts, plan.PerMessage, out bool hasMore);
                context.Send(sender, new RecordsSent(_watch.Life, hasMore, runs));
                break;
            case RecordsSent sent:
                _watch.Hear(context, sender.Index, sent.Life);
                bool isNew = Take(context, sender, sent.Runs);
                LearnIfComplete(context);
                if (isNew && sent.HasMore)
                {
                    Tell(context, sender.Index);
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
            case CollectTag:
                Collect(context);
                LearnIfComplete(context);
                AskAll(context);
                break;
            case LearnTag when _sharedImages == 0:
                Learn(context);
                break;
            case SharedLearntTag:
                _hasLearnt = true;
                LoneLearning.Judge(context, plan, _shared, isFinal: true);
                _shared = [];
                break;
        }
    }

    /// <inheritdoc/>
    public override void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _watch.Capture(writer);
        _store.Capture(writer);
        writer.Write(_shared);
        writer.Write(_sharedImages);
        writer.Write(_ticks);
        writer.Write(_hasLearntAlone);
        writer.Write(_hasLearnt);
    }

    /// <inheritdoc/>
    public override void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _watch.Restore(reader);
        _store.Restore(reader);
        _shared = reader.ReadSingles();
        _sharedImages = reader.ReadInt32();
        _ticks = reader.ReadInt64();
        _hasLearntAlone = reader.ReadBoolean();
        _hasLearnt = reader.ReadBoolean();
    }

    /// <summary>What its rate says for one more period; while it is down, nothing is collected.</summary>
    private void Collect(AgentContext context)
    {
        double perTick = plan.PerSecond * plan.Every.Seconds;
        double due = Math.Floor(perTick * (_ticks + 1)) - Math.Floor(perTick * _ticks);
        _ticks++;
        int first = _store.Collected;
        int count = _store.Collect((int)Math.Min(due, plan.Shards[number].Length));
        if (count > 0)
        {
            context.Emit(new RecordsCollected(first, count));
        }

        if (_store.HasCollectedAll && !_hasLearntAlone)
        {
            // A yardstick, which takes no simulated time: what it would know if nobody shared anything.
            _hasLearntAlone = true;
            ImmutableArray<float> alone = LoneLearning.Train(context, plan, plan.Shards[number]);
            LoneLearning.Judge(context, plan, alone, isFinal: false);
        }
    }

    /// <summary>A member that has all asks no more, and still answers.</summary>
    private void AskAll(AgentContext context)
    {
        if (_store.IsComplete)
        {
            return;
        }

        context.Schedule(plan.Every, new CollectTag());
        if (LoneLearning.LeavesOut(context, plan.Traits[number]))
        {
            context.Emit(new MemberDroppedOut((int)_ticks));
            return;
        }

        foreach (int neighbour in plan.Graph.Neighbours(number))
        {
            if (_watch.Ask(neighbour) > MostUnanswered)
            {
                _watch.Lose(context, neighbour);
            }

            Tell(context, neighbour);
        }
    }

    private void Tell(AgentContext context, int neighbour) =>
        context.Send(plan.Members[neighbour], new CountsTold(_watch.Life, _store.Counts()));

    /// <summary>Whether something of it was new.</summary>
    private bool Take(AgentContext context, AgentId sender, ImmutableArray<RecordRun> runs)
    {
        bool isNew = false;
        foreach (RecordRun run in runs)
        {
            AgentId origin = plan.Members[run.Origin];
            if (!plan.CanRead(number, run.Origin))
            {
                if (_store.Refuse(run.Origin))
                {
                    context.Emit(new RecordsRefused(origin, run.Version));
                    isNew = true;
                }

                continue;
            }

            int taken = _store.Take(run);
            if (taken > 0)
            {
                context.Emit(new RecordsTaken(
                    sender, origin, run.First + run.Images.Length - taken, taken, run.Version));
                isNew = true;
            }
        }

        return isNew;
    }

    private void LearnIfComplete(AgentContext context)
    {
        if (_sharedImages == 0 && _store.IsComplete)
        {
            Learn(context);
        }
    }

    private void Learn(AgentContext context)
    {
        int[] images = _store.Images();
        if (images.Length == 0)
        {
            return;
        }

        context.Emit(new RecordsCounted(images.Length, ClassCounts.Fingerprint(_store.PerClass)));
        _sharedImages = images.Length;
        _shared = LoneLearning.Train(context, plan, images);
        ScheduleLearnt(context);
    }

    private void ScheduleLearnt(AgentContext context) =>
        context.Schedule(LoneLearning.TimeOf(context, plan, number, _sharedImages), new SharedLearntTag());
}

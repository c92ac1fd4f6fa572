using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>
/// The initiator's side of FIPA's contract net (SC00029H) and its iterated form (SC00030H), owned by an agent: any
/// number of negotiations at once, each decided when all have answered or its deadline has come, whichever is first;
/// late bids are rejected as late; awards are leases that heartbeats renew; what a failed holder held is announced
/// again. The agent should keep a journal (<see cref="Agent.KeepsJournal"/>), since this is where it is known which
/// tasks are done.
/// </summary>
public sealed partial class ContractNetInitiator
{
    private readonly ContractNetOptions _options;
    private readonly IAwardRule _rule;
    private readonly IInitiatorHost _host;
    private readonly IBatchRule? _batch;
    private readonly SortedDictionary<int, OpenTask> _open = [];
    private readonly SortedDictionary<int, SimTime> _watched = [];
    private readonly SortedSet<int> _closed = [];
    private readonly SortedSet<int> _failed = [];
    private bool _watching;

    /// <summary>An initiator without tasks.</summary>
    public ContractNetInitiator(ContractNetOptions options, IAwardRule rule, IInitiatorHost host)
    {
        _options = options;
        _rule = rule;
        _host = host;
    }

    /// <summary>An initiator without tasks that decides all calls that are out at once together.</summary>
    public ContractNetInitiator(ContractNetOptions options, IBatchRule batch, IInitiatorHost host)
        : this(options, NoRule.Instance, host) => _batch = batch;

    /// <summary>How many tasks are not yet in a final state.</summary>
    public int OpenCount => _open.Count;

    /// <summary>Who holds a task now; <see cref="AgentId.None"/> if nobody does.</summary>
    public AgentId HolderOf(TaskId task) => _open.TryGetValue(task.Number, out OpenTask? o) ? o.Holder : AgentId.None;

    /// <summary>Whether a watched agent is taken to have failed.</summary>
    public bool IsFailed(AgentId agent) => _failed.Contains(agent.Index);

    /// <summary>Announces a task for the first time and calls for proposals.</summary>
    /// <exception cref="InvalidOperationException">It has been announced before.</exception>
    public void Announce(AgentContext context, TaskSpec task)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(task);
        if (_closed.Contains(task.Id.Number) || !_open.TryAdd(task.Id.Number, new OpenTask(task)))
        {
            throw new InvalidOperationException($"{context.Name} announces {task.Name} a second time.");
        }

        context.Emit(new TaskAnnounced(task.Id, task.Name, task.Release, task.Due));
        if (task.Deadline < SimTime.Never)
        {
            context.Schedule(Until(context, task.Deadline), new ExpiryTag(task.Id));
        }

        Begin(context, _open[task.Id.Number]);
    }

    /// <summary>Expects heartbeats of an agent whether or not it holds an award.</summary>
    public void Watch(AgentContext context, AgentId agent)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_options.Heartbeat.Micros > 0)
        {
            _watched[agent.Index] = context.Now;
            KeepWatching(context);
        }
    }

    /// <summary>Takes a task back for good; its holder is told.</summary>
    public void CancelTask(AgentContext context, TaskId task, string reason)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_open.TryGetValue(task.Number, out OpenTask? open))
        {
            TellHolder(context, open, reason);
            context.Emit(new TaskCancelled(task, reason));
            Close(context, open, TaskState.Cancelled);
        }
    }

    /// <summary>Takes a task from its holder and announces it again.</summary>
    public void Reannounce(AgentContext context, TaskId task, string reason)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_open.TryGetValue(task.Number, out OpenTask? open))
        {
            TellHolder(context, open, reason);
            AnnounceAgain(context, open, reason);
        }
    }

    /// <summary>
    /// Notes that a task has passed from its holder to another, as a re-auction or a swap agreed; the host has told
    /// both.
    /// </summary>
    /// <returns>The number of the new award, for the new holder.</returns>
    /// <exception cref="InvalidOperationException">The task is not open.</exception>
    public int Transfer(AgentContext context, TaskId task, Bid winner)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!_open.TryGetValue(task.Number, out OpenTask? open))
        {
            throw new InvalidOperationException($"{context.Name} transfers {task}, which is not open.");
        }

        HandTo(context, open, winner);
        KeepWatching(context);
        Recover(context, open);
        return open.Attempt;
    }

    /// <summary>Calls for proposals for an announced task; for hosts that choose the moment themselves.</summary>
    /// <exception cref="InvalidOperationException">It is not open, has a holder, or is being called for.</exception>
    public void CallFor(AgentContext context, TaskId task)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!_open.TryGetValue(task.Number, out OpenTask? open) || open.State != TaskState.Announced || open.Calling)
        {
            throw new InvalidOperationException($"{context.Name} calls for {task}, which does not wait for it.");
        }

        open.Called.Clear();
        Call(context, open);
    }

    /// <summary>
    /// Awards a task without a call, whether or not somebody holds it: the host has decided by other means, and an
    /// earlier holder has given it back. Bids that are out for it are rejected.
    /// </summary>
    /// <returns>The number of the award.</returns>
    /// <exception cref="InvalidOperationException">The task is not open.</exception>
    public int Award(AgentContext context, TaskId task, Bid winner)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!_open.TryGetValue(task.Number, out OpenTask? open))
        {
            throw new InvalidOperationException($"{context.Name} awards {task}, which is not open.");
        }

        RejectAll(context, open, AgentId.None, RejectionReason.NotWanted);
        (open.Calling, open.Round) = (false, 0);
        Conclude(context, open, winner);
        return open.Attempt;
    }

    /// <summary>
    /// Puts off a task that nobody can take now: it is announced again after
    /// <see cref="ContractNetOptions.RetryAfter"/> or has failed if that has been done often enough.
    /// </summary>
    /// <param name="context">The initiator's context.</param>
    /// <param name="task">A task that nobody holds; nothing happens otherwise.</param>
    /// <param name="reason">Why nobody takes it.</param>
    public void PutOff(AgentContext context, TaskId task, string reason)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_open.TryGetValue(task.Number, out OpenTask? open) && open.State == TaskState.Announced && !open.Calling)
        {
            Retry(context, open, reason);
        }
    }

    /// <summary>Closes a task as failed; its holder, if any, is told.</summary>
    public void Abandon(AgentContext context, TaskId task, string reason)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_open.TryGetValue(task.Number, out OpenTask? open))
        {
            TellHolder(context, open, reason);
            GiveUp(context, open, reason);
        }
    }

    /// <summary>The number of a task's latest award; 0 if it has had none or is closed.</summary>
    public int AttemptOf(TaskId task) => _open.TryGetValue(task.Number, out OpenTask? open) ? open.Attempt : 0;

    /// <summary>The conversation under which a task is held; for hosts that pass awards on.</summary>
    public ConversationId ConversationOf(AgentContext context, TaskId task)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ConversationId(
            context.Self, task, _open.TryGetValue(task.Number, out OpenTask? open) ? open.Announcement : 0);
    }

    /// <summary>After a restart: timers are gone; open calls are made again and leases begin anew.</summary>
    public void OnRestart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _watching = false;
        foreach (int agent in _watched.Keys.ToArray())
        {
            _watched[agent] = context.Now;
        }

        foreach (OpenTask open in _open.Values.ToArray())
        {
            open.HeardAt = context.Now;
            if (open.Task.Deadline < SimTime.Never)
            {
                context.Schedule(Until(context, open.Task.Deadline), new ExpiryTag(open.Task.Id));
            }

            if (open.State == TaskState.Announced)
            {
                AnnounceAgain(context, open, "initiator restarted");
            }
        }

        KeepWatching(context);
    }

    /// <summary>Handles a message if it belongs to the protocol.</summary>
    /// <returns>Whether it did.</returns>
    public bool OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case Propose propose:
                Propose(context, sender, propose);
                return true;
            case Refuse refuse:
                Refuse(context, sender, refuse);
                return true;
            case InformDone done:
                Done(context, sender, done);
                return true;
            case InformFailure failure:
                Failure(context, sender, failure);
                return true;
            case Heartbeat heartbeat:
                Hear(context, sender, heartbeat);
                return true;
            case NotUnderstood puzzled:
                Refuse(context, sender, new Refuse(puzzled.Conversation, puzzled.Round, "not understood"));
                return true;
            case CancelAnswer:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Handles a timer if it is the protocol's.</summary>
    /// <returns>Whether it was.</returns>
    public bool OnTimer(AgentContext context, IMessage tag)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (tag)
        {
            case ReplyByTag replyBy:
                if (_open.TryGetValue(replyBy.Conversation.Task.Number, out OpenTask? open) && open.Calling
                    && open.Announcement == replyBy.Conversation.Announcement && open.Round == replyBy.Round)
                {
                    Decide(context, open);
                }

                return true;
            case RetryTag retry:
                if (_open.TryGetValue(retry.Task.Number, out OpenTask? waiting)
                    && waiting.State == TaskState.Announced && waiting.Announcement == retry.Announcement)
                {
                    AnnounceAgain(context, waiting, retry.Reason);
                }

                return true;
            case ExpiryTag expiry:
                Expire(context, expiry.Task);
                return true;
            case WatchTag:
                _watching = false;
                CheckLeases(context);
                KeepWatching(context);
                return true;
            default:
                return false;
        }
    }

    /// <summary>In place of the rule that a batch does not need.</summary>
    private sealed class NoRule : IAwardRule
    {
        public static readonly NoRule Instance = new();

        public string Name => "batch";

        public AwardDecision Decide(int round, IReadOnlyList<Bid> bids, double previousBest) => AwardDecision.Nobody;
    }

    private static SimDuration Until(AgentContext context, SimTime at) =>
        new(Math.Max(1, (at - context.Now).Micros));

    private sealed record ReplyByTag(ConversationId Conversation, int Round) : IMessage;

    private sealed record RetryTag(TaskId Task, int Announcement, string Reason) : IMessage;

    private sealed record ExpiryTag(TaskId Task) : IMessage;

    private sealed record WatchTag : IMessage
    {
        public static readonly WatchTag Instance = new();
    }
}

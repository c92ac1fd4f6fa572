using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>
/// The participant's side of FIPA's contract net (SC00029H, SC00030H), owned by an agent: answers calls, keeps awards,
/// renews their leases by heartbeats, reports results until they are acknowledged. The agent passes on every message
/// and timer and decides through <see cref="IParticipantHost"/>.
/// </summary>
public sealed class ContractNetParticipant
{
    private readonly ContractNetOptions _options;
    private readonly IParticipantHost _host;
    private readonly List<HeldTask> _held = [];
    private readonly List<ContractNetMessage> _reports = [];
    private readonly SortedSet<int> _initiators = [];
    private bool _beating;
    private SimTime _upSince;

    /// <summary>A participant that holds nothing yet.</summary>
    public ContractNetParticipant(ContractNetOptions options, IParticipantHost host)
    {
        _options = options;
        _host = host;
    }

    /// <summary>The awards it holds, in the order in which they came.</summary>
    public IReadOnlyList<HeldTask> Held => _held;

    /// <summary>The award of a task, or null.</summary>
    public HeldTask? Find(TaskId task) => _held.Find(h => h.Task.Id == task);

    /// <summary>Sends heartbeats to an initiator that watches this agent, whether or not an award is held.</summary>
    public void Register(AgentContext context, AgentId initiator)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_options.Heartbeat.Micros > 0)
        {
            _initiators.Add(initiator.Index);
            Beat(context);
        }
    }

    /// <summary>No longer sends heartbeats to an initiator.</summary>
    public void Unregister(AgentId initiator) => _initiators.Remove(initiator.Index);

    /// <summary>After a restart: timers are gone, so heartbeats and reports begin anew, and leases with them.</summary>
    public void OnRestart(AgentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        for (int i = 0; i < _held.Count; i++)
        {
            _held[i] = _held[i] with { LeasedFrom = context.Now };
        }

        _beating = false;
        _upSince = context.Now;
        Beat(context);
    }

    /// <summary>Handles a message if it belongs to the protocol.</summary>
    /// <returns>Whether it did.</returns>
    public bool OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        ArgumentNullException.ThrowIfNull(context);
        switch (message)
        {
            case CallForProposals call:
                Answer(context, sender, call);
                return true;
            case AcceptProposal accept:
                Accept(context, sender, accept);
                return true;
            case RejectProposal reject:
                _host.OnRejected(context, reject);
                return true;
            case Cancel cancel:
                TakeBack(context, sender, cancel);
                return true;
            case Acknowledge acknowledge:
                _reports.RemoveAll(r => r.Conversation == acknowledge.Conversation);
                return true;
            case HeartbeatHeard heard:
                Prolong(sender, heard);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Handles a timer if it is the protocol's.</summary>
    /// <returns>Whether it was.</returns>
    public bool OnTimer(AgentContext context, IMessage tag)
    {
        if (tag is not BeatTag)
        {
            return false;
        }

        ArgumentNullException.ThrowIfNull(context);
        _beating = false;
        DropExpiredLeases(context);
        Beat(context);
        return true;
    }

    /// <summary>Records that the work on an award has begun.</summary>
    /// <exception cref="InvalidOperationException">The award is not held.</exception>
    public void Start(AgentContext context, TaskId task)
    {
        ArgumentNullException.ThrowIfNull(context);
        int index = IndexOf(context, task);
        _held[index] = _held[index] with { Started = true };
        context.Emit(new TaskStarted(task, _held[index].Attempt));
    }

    /// <summary>Reports that an award is done.</summary>
    /// <param name="context">The agent's context.</param>
    /// <param name="task">Which task.</param>
    /// <param name="result">What came of it; null for a plain <c>inform-done</c>.</param>
    /// <param name="at">When the work ends, if that is certain already; null: now.</param>
    /// <exception cref="InvalidOperationException">The award is not held.</exception>
    public void Complete(AgentContext context, TaskId task, double? result = null, SimTime? at = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        HeldTask held = Drop(context, task);
        Report(context, new InformDone(held.Conversation, held.Round, held.Attempt, at ?? context.Now, result));
    }

    /// <summary>Reports that an award cannot be carried out after all.</summary>
    /// <exception cref="InvalidOperationException">The award is not held.</exception>
    public void Fail(AgentContext context, TaskId task, string reason)
    {
        ArgumentNullException.ThrowIfNull(context);
        HeldTask held = Drop(context, task);
        Report(context, new InformFailure(held.Conversation, held.Round, held.Attempt, reason));
    }

    /// <summary>Writes awards, open reports and leases.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(_held, static (w, h) => h.Capture(w));
        writer.WriteList(_reports, ReportCodec.Write);
        writer.WriteList(_initiators, static (w, i) => w.Write(i));
        writer.Write(_beating);
        writer.Write(_upSince);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _held.Clear();
        _held.AddRange(reader.ReadList(HeldTask.Read));
        _reports.Clear();
        _reports.AddRange(reader.ReadList(ReportCodec.Read));
        _initiators.Clear();
        _initiators.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _beating = reader.ReadBoolean();
        _upSince = reader.ReadTime();
    }

    private void Answer(AgentContext context, AgentId initiator, CallForProposals call)
    {
        BidDecision decision = _host.Evaluate(context, call);
        string? refusal = decision.Refusal;
        double cost = decision.Cost * context.BidFactor;
        if (refusal is null && cost >= call.Ceiling)
        {
            refusal = "not below the ceiling";
        }

        context.Send(initiator, refusal is null
            ? new Propose(call.Conversation, call.Round, cost) { Terms = decision.Terms }
            : new Refuse(call.Conversation, call.Round, refusal) { Shortfall = decision.Shortfall });
    }

    private void Accept(AgentContext context, AgentId initiator, AcceptProposal accept)
    {
        var held = new HeldTask(accept.Conversation, accept.Round, accept.Attempt, accept.Task, Started: false)
        {
            LeasedFrom = accept.LeasedFrom ?? context.Now,
        };
        if (Find(accept.Task.Id) is HeldTask earlier)
        {
            // The initiator gave up on the earlier award of the same task; what was begun under it goes on.
            _held[_held.IndexOf(earlier)] = held with { Started = earlier.Started };
            return;
        }

        if (_options.Heartbeat.Micros > 0)
        {
            _initiators.Add(initiator.Index);
        }

        _held.Add(held);
        if (!_host.OnAwarded(context, held))
        {
            // The host may have completed or failed it in the meantime.
            if (Find(accept.Task.Id) is not null)
            {
                Fail(context, accept.Task.Id, "no longer possible");
            }
        }

        Beat(context);
    }

    private void TakeBack(AgentContext context, AgentId initiator, Cancel cancel)
    {
        HeldTask? held = Find(cancel.Conversation.Task);
        bool matches = held is not null && held.Attempt <= cancel.Attempt && held.Conversation.Initiator == initiator;
        bool givenUp = !matches || _host.OnCancelled(context, held!, cancel.Reason);
        if (matches && givenUp)
        {
            _held.RemoveAll(h => h.Task.Id == cancel.Conversation.Task);
        }

        context.Send(initiator, new CancelAnswer(cancel.Conversation, cancel.Round, cancel.Attempt, givenUp));
    }

    private void Report(AgentContext context, ContractNetMessage report)
    {
        context.Send(report.Conversation.Initiator, report);
        if (_options.Heartbeat.Micros > 0)
        {
            _reports.Add(report);
            Beat(context);
        }
    }

    /// <summary>Repeats what is not acknowledged and renews leases, as long as there is anyone to tell.</summary>
    private void Beat(AgentContext context)
    {
        if (_beating || _options.Heartbeat.Micros == 0 || (_initiators.Count == 0 && _reports.Count == 0))
        {
            return;
        }

        _beating = true;
        context.Schedule(_options.Heartbeat, BeatTag.Instance);
        foreach (int initiator in _initiators)
        {
            var to = new AgentId(initiator);
            context.Send(to, new Heartbeat(
                _upSince,
                context.Now,
                [.. _held.Where(h => h.Conversation.Initiator == to).Select(h => (h.Conversation, h.Attempt))]));
        }

        foreach (ContractNetMessage report in _reports)
        {
            context.Send(report.Conversation.Initiator, report);
        }
    }

    private void Prolong(AgentId initiator, HeartbeatHeard heard)
    {
        for (int i = 0; i < _held.Count; i++)
        {
            // Answers may overtake each other.
            HeldTask held = _held[i];
            if (held.Conversation.Initiator == initiator && held.LeasedFrom < heard.SentAt
                && heard.Confirmed.Contains((held.Conversation, held.Attempt)))
            {
                _held[i] = held with { LeasedFrom = heard.SentAt };
            }
        }
    }

    /// <summary>
    /// A holder that its initiator has not heard for a lease's length must expect that the task is with someone else by
    /// now: it gives up what it has not begun, so that nothing is done twice. Leases are looked at when a heartbeat is
    /// due, so one that would run out before the next is given up already.
    /// </summary>
    private void DropExpiredLeases(AgentContext context)
    {
        foreach (HeldTask held in _held.ToArray())
        {
            bool unheard = _initiators.Contains(held.Conversation.Initiator.Index)
                && context.Now + _options.Heartbeat - held.LeasedFrom > _options.HolderLease;
            if (unheard && !held.Started && _host.OnCancelled(context, held, "lease expired"))
            {
                _held.Remove(held);
            }
        }
    }

    private HeldTask Drop(AgentContext context, TaskId task)
    {
        int index = IndexOf(context, task);
        HeldTask held = _held[index];
        _held.RemoveAt(index);
        return held;
    }

    private int IndexOf(AgentContext context, TaskId task)
    {
        int index = _held.FindIndex(h => h.Task.Id == task);
        return index >= 0
            ? index
            : throw new InvalidOperationException($"{context.Name} does not hold {task}.");
    }

    private sealed record BeatTag : IMessage
    {
        public static readonly BeatTag Instance = new();
    }
}

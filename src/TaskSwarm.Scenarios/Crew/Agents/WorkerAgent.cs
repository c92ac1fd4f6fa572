using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Drivers;
using TaskSwarm.Scenarios.Crew.Runs;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <summary>
/// Carries tasks out in the order of its plan, as many at once as its slots allow, each when its inputs are there.
/// Keeps a journal of what it has done; what it holds and has not finished is lost in a crash.
/// </summary>
internal sealed partial class WorkerAgent : Agent, IParticipantHost, ICrewSeat
{
    private readonly CrewItems _items;
    private readonly CrewPlan _plan;
    private readonly AllocationAgent _self;
    private readonly ContractNetParticipant _participant;
    private readonly ISeatDriver? _driver;
    private readonly List<Job> _jobs = [];
    private CrewTerms? _arriving;
    private double _spent;
    private int _doneCount;
    private SimTime _wakeAt = SimTime.Never;
    private bool _retrying;
    private int _versions;

    public WorkerAgent(CrewItems items, int index)
    {
        (_items, _plan, Index) = (items, items.Plan, index);
        _self = _plan.Whole.Agents[index];
        _participant = new ContractNetParticipant(_plan.ContractNet, this);
        _driver = CrewDrivers.ForSeat(this);
    }

    /// <inheritdoc/>
    public override bool KeepsJournal => true;

    public int Index { get; }

    public CrewItems Items => _items;

    public override void OnStart(AgentContext context)
    {
        _participant.Register(context, Dispatcher);
        _driver?.OnStart(context);
    }

    /// <summary>The journal knows what was done; the work under way and the queue are gone.</summary>
    public override void OnRestart(AgentContext context, bool restored)
    {
        (_wakeAt, _retrying, _placeFrom) = (SimTime.Never, false, SimTime.Max(_placeFrom, context.Now));
        Job[] lost = [.. _jobs.Where(j => !j.Committed)];
        _jobs.RemoveAll(j => !j.Committed || j.End <= context.Now);
        foreach (Job job in _jobs)
        {
            context.Schedule(job.End - context.Now, new EndTag(job.Item, job.Version));
        }

        foreach (HeldTask held in _participant.Held.ToArray())
        {
            _participant.Fail(context, held.Task.Id, "its holder crashed");
        }

        _participant.OnRestart(context);
        _participant.Register(context, Dispatcher);
        foreach (Job job in lost.Where(static j => j.IsTeamwork))
        {
            TellTeam(context, job, new Disband(job.Item, job.Attempt));
        }

        if (_parts.Count > 0)
        {
            ArmRetry(context);
        }

        _driver?.OnStart(context);
        GoOn(context);
    }

    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        switch (message)
        {
            case Fetch fetch:
                Serve(context, sender, fetch.Item);
                break;
            case Output output:
                Receive(context, sender, output);
                break;
            case SourceIs source:
                Redirect(context, source);
                break;
            case NewOrders orders:
                Reorder(orders);
                break;
            case Crew.Join or Present or StartTogether or PartDone or TeamDone or PartWasted or Disband:
                OnTeamMessage(context, PlaceOf(sender), message);
                break;
            case AcceptProposal { Terms: CrewTerms terms } accept:
                Receive(context, sender, accept, terms);
                break;
            default:
                if (!_participant.OnMessage(context, sender, message))
                {
                    _driver?.OnMessage(context, sender, message);
                }

                break;
        }

        GoOn(context);
    }

    public override void OnTimer(AgentContext context, IMessage tag)
    {
        switch (tag)
        {
            case WakeTag wake:
                _wakeAt = wake.At == _wakeAt ? SimTime.Never : _wakeAt;
                break;
            case CommitTag commit when FindRunning(commit.Item, commit.Version) is Job job:
                Commit(context, job);
                break;
            case EndTag end when FindRunning(end.Item, end.Version) is { Committed: true } job:
                _jobs.Remove(job);
                break;
            case RetryTag:
                _retrying = false;
                break;
            default:
                if (!_participant.OnTimer(context, tag))
                {
                    _driver?.OnTimer(context, tag);
                }

                break;
        }

        GoOn(context);
        if (tag is RetryTag)
        {
            AskAgain(context);
        }
    }

    public override void OnSpeedChanged(AgentContext context)
    {
        context.Send(Dispatcher, new PaceNote(context.SpeedFactor));
        foreach (Job job in _jobs.Where(j => j.Running && !j.Committed && !j.IsTeamwork).ToArray())
        {
            job.Work = Math.Max(0, job.Work - ((context.Now - job.Since).Micros * job.Speed));
            (job.Since, job.Speed) = (context.Now, context.SpeedFactor);
            job.Version = ++_versions;
            SetEnd(context, job);
        }

        GoOn(context);
    }

    public BidDecision Evaluate(AgentContext context, CallForProposals call) => call.Terms is CrewTerms terms
        ? MarginalCost(context, call.Task.Id.Number, terms)
        : BidDecision.Refuse("no terms");

    public bool OnAwarded(AgentContext context, HeldTask held)
    {
        int item = held.Task.Id.Number;
        if (_arriving is not CrewTerms terms)
        {
            return false;
        }

        if (_made.TryGetValue(item, out Made made))
        {
            // It did it under an earlier award, whose report is still on its way.
            _participant.Complete(context, held.Task.Id, at: made.End);
            return false;
        }

        // What it does for it in another's team comes to nothing.
        _jobs.RemoveAll(j => j.Item == item && !j.Committed);
        if (!HasRoomFor(item, terms))
        {
            return false;
        }

        Job job = Insert(item, held.Attempt, terms, terms.Order);
        Subscribe(context, job);
        _driver?.OnAwarded(context, item);
        return true;
    }

    public bool OnCancelled(AgentContext context, HeldTask held, string reason)
    {
        if (FindJoint(held.Task.Id.Number, held.Attempt) is not Job job)
        {
            return true;
        }

        if ((job.Running || IsStarting(job)) && reason == CrewReasons.Moved)
        {
            if (job.Running)
            {
                // The notice of the start may be lost.
                context.Send(Dispatcher, new WorkNote(job.Item, job.Attempt, job.Start));
            }

            return false;
        }

        Drop(context, job, reason);
        TellTeam(context, job, new Disband(job.Item, job.Attempt));
        if (reason == CrewReasons.Moved)
        {
            context.Send(Dispatcher, new GivenBack(job.Item, job.Attempt));
        }

        return true;
    }

    public void OnRejected(AgentContext context, RejectProposal rejection) => _driver?.OnRejected(context, rejection);

    /// <summary>
    /// An award arrives. If the agent holds the task already, its dispatcher had given up on that award: the work of
    /// one agent goes on under the new number; a team comes together anew.
    /// </summary>
    private void Receive(AgentContext context, AgentId sender, AcceptProposal accept, CrewTerms terms)
    {
        int item = accept.Task.Id.Number;
        Job? job = _participant.Find(accept.Task.Id) is HeldTask held ? FindJoint(item, held.Attempt) : null;
        _arriving = terms;
        _participant.OnMessage(context, sender, accept);
        _arriving = null;
        if (job is null)
        {
            return;
        }

        if (job.IsTeamwork || terms.Team.Count > 1)
        {
            Drop(context, job, CrewReasons.TeamBroken);
            TellTeam(context, job, new Disband(item, job.Attempt));
            Subscribe(context, Insert(item, accept.Attempt, terms, terms.Order));
            return;
        }

        job.Attempt = accept.Attempt;
        if (job.Running)
        {
            context.Send(Dispatcher, new WorkNote(item, accept.Attempt, job.Start));
        }
        else
        {
            (job.Terms, job.Order) = (terms, terms.Order);
            Sort();
            Subscribe(context, job);
        }
    }

    /// <summary>
    /// Whether budget and bound leave room for a task, beside what is done and under way. What else is held is the
    /// dispatcher's to reckon with: it may have been asked back, and the notice be on its way.
    /// </summary>
    private bool HasRoomFor(int item, CrewTerms terms)
    {
        double spent = _spent + _items.NeedOf(Index, item, terms.Parts);
        int count = _doneCount + _parts.Count + 1;
        foreach (Part part in _parts.Values)
        {
            spent += part.Need;
        }

        foreach (Job job in _jobs.Where(j => j.Item != item && !j.Committed && (j.Running || IsStarting(j))))
        {
            spent += _items.NeedOf(Index, job.Item, job.Terms.Parts);
            count++;
        }

        return spent <= _self.Limit && count <= _self.MaxTasks;
    }

    private Job Insert(int item, int attempt, CrewTerms terms, WorkOrder order)
    {
        var job = new Job { Item = item, Attempt = attempt, Terms = terms, Order = order };
        _jobs.Add(job);
        Sort();
        return job;
    }

    private void Reorder(NewOrders orders)
    {
        foreach ((int item, WorkOrder order) in orders.Orders)
        {
            if (_jobs.Find(j => j.Item == item && !j.Running) is Job job)
            {
                job.Order = order;
            }
        }

        Sort();
    }

    private void Sort() => _jobs.Sort(static (a, b) =>
        a.Order.CompareTo(b.Order) is int byOrder and not 0 ? byOrder : a.Item.CompareTo(b.Item));

    private void Drop(AgentContext context, Job job, string reason)
    {
        _jobs.Remove(job);
        if (job.Running && (!job.IsTeamwork || job.Leader == Index))
        {
            context.Emit(new WorkStopped(new TaskId(job.Item), job.Attempt, job.Start, reason));
        }
    }

    private Job? FindRunning(int item, int version) =>
        _jobs.Find(j => j.Item == item && j.Version == version && j.Running);

    private sealed record WakeTag(SimTime At) : IMessage;

    private sealed record CommitTag(int Item, int Version) : IMessage;

    private sealed record EndTag(int Item, int Version) : IMessage;

    private sealed record RetryTag : IMessage
    {
        public static readonly RetryTag Instance = new();
    }
}

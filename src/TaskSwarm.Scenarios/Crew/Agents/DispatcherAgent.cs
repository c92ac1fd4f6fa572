using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Drivers;
using static TaskSwarm.Scenarios.Crew.CrewAgents;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <summary>
/// Announces tasks, has the plan's strategy decide who does them, awards them, and keeps the shared store. What it
/// knows of the agents is what they have told. Keeps a journal.
/// </summary>
internal sealed partial class DispatcherAgent : Agent, IInitiatorHost, ICrewDesk
{
    private readonly CrewPlan _plan;
    private readonly ContractNetInitiator _initiator;
    private readonly IAllocationDriver _driver;
    private readonly Splitter _splitter;
    private readonly SortedSet<int> _unknown = [];
    private readonly SortedDictionary<int, string> _doomed = [];
    private readonly SortedSet<int> _brokenTeams = [];
    private CrewChange _news;
    private (int Item, int Attempt, int By, SimTime At)? _report;

    public DispatcherAgent(CrewItems items)
    {
        (Items, _plan) = (items, items.Plan);
        Board = new CrewBoard(items);
        _initiator = new ContractNetInitiator(_plan.ContractNet, RuleOf(_plan), this);
        _driver = CrewDrivers.ForDesk(this);
        _splitter = new Splitter(Board);
        _unknown.UnionWith(Enumerable.Range(0, _plan.Whole.Tasks.Count));
    }

    public CrewItems Items { get; }

    public CrewBoard Board { get; }

    /// <inheritdoc/>
    public override bool KeepsJournal => true;

    public override void OnStart(AgentContext context)
    {
        for (int a = 0; a < Board.Agents; a++)
        {
            _initiator.Watch(context, AgentOf(a));
        }

        AwaitTasks(context);
        Settle(context);
    }

    public override void OnRestart(AgentContext context, bool restored)
    {
        _initiator.OnRestart(context);
        AwaitTasks(context);
        ResumeTimers(context);
        _driver.OnRestart(context);
        Settle(context);
    }

    public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
    {
        int place = PlaceOf(sender);
        switch (message)
        {
            case Fetch fetch:
                Serve(context, sender, fetch.Item);
                break;
            case WhereIs question:
                (int agent, SimTime expected) = Board.SourceOf(question.Item);
                context.Send(sender, new SourceIs(question.Item, agent, expected));
                break;
            case WorkNote note:
                NoteStart(context, place, note);
                break;
            case PaceNote pace:
                Board.SetPace(place, pace.Factor);
                _forecast = null;
                _news |= CrewChange.Broken;
                break;
            case StillWaiting waiting:
                AnswerWaiting(context, place, waiting);
                break;
            case PartDone part:
                AnswerPart(context, place, part);
                break;
            case GivenBack back:
                PassOn(context, place, back.Item, back.Attempt);
                break;
            case CancelAnswer answer:
                NoteCancelAnswer(context, place, answer);
                break;
            case InformDone done:
                NoteRedundant(place, done);
                _report = (done.Conversation.Task.Number, done.Attempt, place, done.CompletedAt);
                _initiator.OnMessage(context, sender, done);
                _report = null;
                break;
            default:
                if (!_initiator.OnMessage(context, sender, message))
                {
                    _driver.OnMessage(context, sender, message);
                }

                break;
        }

        NoteUp(place);
        Settle(context);
    }

    public override void OnTimer(AgentContext context, IMessage tag)
    {
        switch (tag)
        {
            case KnownTag:
                AwaitTasks(context);
                break;
            case LateTag late:
                CheckLate(context, late);
                break;
            case MoveTag:
                RepeatMoves(context);
                break;
            case GivenUpTag given:
                CheckGivenUp(context, given);
                break;
            default:
                if (!_initiator.OnTimer(context, tag))
                {
                    _driver.OnTimer(context, tag);
                }

                break;
        }

        Settle(context);
    }

    /// <summary>Tasks that become known together are told together: who plans for one sees them all.</summary>
    private void AwaitTasks(AgentContext context)
    {
        SimTime next = SimTime.Never;
        foreach (int task in _unknown.ToArray())
        {
            SimTime from = Items.KnownFrom(task);
            if (from > context.Now)
            {
                next = SimTime.Min(next, from);
            }
            else
            {
                Reveal(context, task);
            }
        }

        if (next < SimTime.Never)
        {
            context.Schedule(next - context.Now, KnownTag.Instance);
        }
    }

    /// <summary>A task becomes known. One that can be split waits until its inputs are there, to be judged then.
    /// </summary>
    private void Reveal(AgentContext context, int task)
    {
        if (!_unknown.Contains(task) || (Items.DivisibleOf(task) is not null
            && !Items.Of(task).Inputs.All(i => Board.IsDone(i.Task))))
        {
            return;
        }

        _unknown.Remove(task);
        Board.Split(task, _splitter.PartsFor(context, task));
        foreach (int item in Board.ItemsOf(task))
        {
            Board[item].State = ItemState.Open;
            _initiator.Announce(context, Items.SpecOf(item));
        }

        _news |= CrewChange.NewItems;
    }

    /// <summary>Does what a reaction has made necessary: one thing may lead to another.</summary>
    private void Settle(AgentContext context)
    {
        while (_doomed.Count > 0 || _brokenTeams.Count > 0 || _news != CrewChange.None)
        {
            foreach ((int item, string reason) in _doomed.ToArray())
            {
                _doomed.Remove(item);
                _initiator.Abandon(context, new TaskId(item), reason);
            }

            foreach (int item in _brokenTeams.ToArray())
            {
                _brokenTeams.Remove(item);
                _initiator.Reannounce(context, new TaskId(item), CrewReasons.TeamBroken);
            }

            if (_doomed.Count == 0 && _news != CrewChange.None)
            {
                CrewChange news = _news;
                _news = CrewChange.None;
                _driver.OnChange(context, news);
            }
        }

        TellOrders(context);

        // A forecast holds for one reaction: kept longer, it would tell of a time that is over.
        _forecast = null;
        if (_unknown.Count == 0 && _initiator.OpenCount == 0)
        {
            context.FinishRun("every task is closed");
        }
    }

    private void NoteUp(int place)
    {
        bool up = !_initiator.IsFailed(AgentOf(place));
        if (up && !Board.IsUp(place))
        {
            _news |= CrewChange.Back;
        }

        Board.SetUp(place, up);
    }

    /// <summary>What is done twice has used up budgets twice.</summary>
    private void NoteRedundant(int place, InformDone done)
    {
        ItemFile file = Board[done.Conversation.Task.Number];
        bool isKnown = file.State < ItemState.Done
            || (file.State == ItemState.Done && file.DoneAttempt == done.Attempt && file.Team[0] == place)
            || file.Redundant.Contains((done.Attempt, place));
        if (!isKnown)
        {
            file.Redundant.Add((done.Attempt, place));
            _forecast = null;
        }
    }

    private void Serve(AgentContext context, AgentId consumer, int item)
    {
        if (Board[item].State == ItemState.Done)
        {
            context.Send(consumer, new Output(item, SimTime.Max(Board[item].End, context.Now)));
        }
    }

    private static IAwardRule RuleOf(CrewPlan plan) => plan.Strategy.Family == StrategyFamily.ContractNet
        ? plan.Strategies.CreateAwardRule(plan.Strategy.Name, plan.Options)
        : NoCalls.Instance;

    private sealed record KnownTag : IMessage
    {
        public static readonly KnownTag Instance = new();
    }

    private sealed record LateTag(int Item, int Attempt, bool TakesBack) : IMessage;

    private sealed record GivenUpTag(int Item, int Place, int Attempt) : IMessage;

    private sealed record MoveTag : IMessage
    {
        public static readonly MoveTag Instance = new();
    }

    /// <summary>For strategies that award directly.</summary>
    private sealed class NoCalls : IAwardRule
    {
        public static readonly NoCalls Instance = new();

        public string Name => "none";

        public AwardDecision Decide(int round, IReadOnlyList<Bid> bids, double previousBest) => AwardDecision.Nobody;
    }
}

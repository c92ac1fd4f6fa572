using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.Logistics.Market;
using TaskSwarm.Scenarios.Logistics.Runs;

namespace TaskSwarm.Scenarios.Logistics.Agents;

/// <content>Sessions of re-auction: the long planning before the day and short ones after each change.</content>
public sealed partial class DispatcherAgent
{
    private const string MarketPurpose = "market";

    /// <summary>A call is said again so often before its vehicle is left out.</summary>
    private const int MaxRepeats = 3;

    private readonly SortedDictionary<int, int> holdersBefore = [];
    private Session session;
    private Stage stage;
    private bool hasNews;
    private int plannedRoundsLeft = Nothing;
    private int roundsLeft;
    private int roundsBefore;
    private int improvementsBefore;
    private int swapsBefore;
    private long costBefore;
    private RoundStep watched;
    private int repeats;
    private bool isWatching;

    private enum Session
    {
        None,
        Planning,
        Day,
    }

    private enum Stage
    {
        Polling,
        Auctioning,
        Reverting,
    }

    private void StartSessionIfDue(AgentContext context)
    {
        var now = context.Now.Micros;
        if (plan.Reauction.Rounds == 0 || !hasNews || live.Count == 0 || now < callsOverAt)
        {
            if (hasNews && plan.Reauction.Rounds > 0 && now < callsOverAt)
            {
                KeepWatching(context);
            }

            return;
        }

        hasNews = false;
        plannedRoundsLeft = plannedRoundsLeft == Nothing ? plan.Reauction.Rounds : plannedRoundsLeft;
        session = now < plan.PlanningEndMicros && plannedRoundsLeft > 0 ? Session.Planning : Session.Day;
        roundsLeft = session == Session.Planning ? plannedRoundsLeft : plan.DayRounds;
        if (roundsLeft == 0)
        {
            session = Session.None;
            return;
        }

        FillBook();
        (roundsBefore, improvementsBefore, swapsBefore) = (market.Rounds, market.Improvements, market.Swaps);
        stage = Stage.Polling;
        market.Poll();
        (watched, repeats) = (market.Current, 0);
        KeepWatching(context);
        Proceed(context);
    }

    /// <summary>What can still change hands: everything announced whose load is not aboard a vehicle.</summary>
    private void FillBook()
    {
        var book = market.Book;
        book.Clear();
        holdersBefore.Clear();
        market.ForgetNeighbours();
        NoteWhereabouts();
        foreach (var id in live)
        {
            var holder = initiator.HolderOf(new TaskId(id));
            var isLost = holder != AgentId.None && initiator.IsFailed(holder);
            if (!isLost && !IsWithItsCarrier(id))
            {
                var vehicle = holder == AgentId.None ? MarketBook.Nobody : FleetDirectory.IndexOf(holder);
                book.Add(plan.RequestOf(specs[id]));
                book.Assign(id, vehicle);
                holdersBefore[id] = vehicle;
            }
        }
    }

    private void NoteWhereabouts()
    {
        for (var v = 0; v < vehicles.Length; v++)
        {
            market.Book.NoteAway(v, vehicles[v].OnTour);
            market.Book.NoteAbsent(v, initiator.IsFailed(FleetDirectory.Vehicle(v)));
        }
    }

    private void TakeAnswer(AgentContext context, int vehicle, MarketAnswer answer)
    {
        if (session != Session.None && plan.Router is not null)
        {
            joint.Receive(vehicle, answer);
            ProceedJointly(context);
        }
        else if (session != Session.None)
        {
            market.Receive(vehicle, answer, context.Stream(MarketPurpose));
            Proceed(context);
        }
    }

    /// <summary>Sends what the market says; when a round is over, begins the next one or ends the session.</summary>
    private void Proceed(AgentContext context)
    {
        while (true)
        {
            foreach (var post in market.Outbox)
            {
                context.Send(FleetDirectory.Vehicle(post.Vehicle), post.Call);
            }

            market.Outbox.Clear();
            if (session == Session.None || !market.IsIdle)
            {
                return;
            }

            NextRound(context);
        }
    }

    private void NextRound(AgentContext context)
    {
        switch (stage)
        {
            case Stage.Polling:
                costBefore = market.Book.TotalCost;
                stage = Stage.Auctioning;
                market.BeginPlanning(session == Session.Planning ? roundsLeft : 0);
                break;
            case Stage.Auctioning when MayGoOn(context):
                roundsLeft--;
                if (session == Session.Day)
                {
                    ConfirmMoves(context);
                    market.Book.ForgetQuotes();
                }

                market.BeginRound(context.Stream(MarketPurpose));
                break;
            case Stage.Auctioning when session == Session.Planning:
                stage = Stage.Reverting;
                plannedRoundsLeft = roundsLeft;
                market.RevertToBest();
                break;
            case Stage.Auctioning:
            case Stage.Reverting:
            default:
                EndSession(context);
                break;
        }
    }

    /// <summary>A session ends early when planning must end or something new waits to be announced.</summary>
    private bool MayGoOn(AgentContext context) =>
        roundsLeft > 0 && waiting.Count == 0 && market.Book.Count > 0
        && (session == Session.Day || context.Now.Micros < plan.PlanningEndMicros);

    private void EndSession(AgentContext context)
    {
        ConfirmMoves(context);
        session = Session.None;
        context.Emit(new ReauctionEnded(
            market.Rounds - roundsBefore,
            market.Improvements - improvementsBefore,
            market.Swaps - swapsBefore,
            costBefore,
            market.Book.TotalCost));
    }

    /// <summary>Awards what has changed hands to its new holder, and cancels the award of the old one.</summary>
    private void ConfirmMoves(AgentContext context)
    {
        foreach (var id in holdersBefore.Keys.ToArray())
        {
            var task = new TaskId(id);
            var before = holdersBefore[id] == MarketBook.Nobody
                ? AgentId.None
                : FleetDirectory.Vehicle(holdersBefore[id]);
            var holder = market.Book.HolderOf(id);
            if (holder == MarketBook.Nobody || holder == holdersBefore[id]
                || !live.Contains(id) || initiator.HolderOf(task) != before)
            {
                continue; // Nothing new, or the contract net has gone on without the market: then it is right.
            }

            Pass(context, task, before, FleetDirectory.Vehicle(holder));
            holdersBefore[id] = holder;
        }
    }

    private void Pass(AgentContext context, TaskId task, AgentId from, AgentId to)
    {
        var attempt = attempts[task.Number];
        var conversation = initiator.ConversationOf(context, task);
        attempts[task.Number] = initiator.Transfer(context, task, new Bid(to, 0));
        context.Send(to, new AcceptProposal(conversation, 0, specs[task.Number], attempts[task.Number]));
        if (from != AgentId.None)
        {
            context.Send(from, new Cancel(conversation, 1, attempt, "passed on in a re-auction"));
        }
    }

    private void AbortSession()
    {
        market.Abort();
        joint.Abort();
        session = Session.None;
        isWatching = false;
        hasNews = true;
    }

    // ---- lost messages --------------------------------------------------------------------------------------------

    private void KeepWatching(AgentContext context)
    {
        if (!isWatching)
        {
            isWatching = true;
            context.Schedule(plan.ContractNet.ReplyWithin, WatchdogTag.Instance);
        }
    }

    /// <summary>If a step takes longer than answers may take, calls or answers were lost, or a vehicle is.</summary>
    private void Watch(AgentContext context)
    {
        isWatching = false;
        if (session == Session.None)
        {
            return;
        }

        var isJoint = plan.Router is not null;
        var current = isJoint ? joint.Current : market.Current;
        var mayRepeat = repeats < MaxRepeats;
        if (current != watched)
        {
            (watched, repeats) = (current, 0);
        }
        else
        {
            repeats = mayRepeat ? repeats + 1 : 0;
            Nudge(mayRepeat, isJoint);
        }

        KeepWatching(context);
        if (isJoint)
        {
            ProceedJointly(context);
        }
        else
        {
            Proceed(context);
        }
    }

    private void Nudge(bool mayRepeat, bool isJoint)
    {
        if (mayRepeat && isJoint)
        {
            joint.Repeat();
        }
        else if (mayRepeat)
        {
            market.Repeat();
        }
        else if (isJoint)
        {
            joint.GoOnWithoutSilent();
        }
        else
        {
            market.GoOnWithoutSilent();
        }
    }
}

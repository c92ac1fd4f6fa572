using System.Globalization;
using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>Tells the story of one task line by line.</summary>
internal sealed class TaskTelling(RunFacts facts, TaskFile task, Outages outages, Wire wire)
{
    // In a call to thousands, the best bids and the number of the others say enough.
    private const int MostBids = 12;

    private readonly StoryBook _book = new();

    /// <summary>The lines, in order.</summary>
    public IReadOnlyList<StoryLine> Tell()
    {
        if (task.AnnouncedAt < SimTime.Never)
        {
            _book.Add(task.AnnouncedAt, StoryKind.Release, AgentId.None, "announced" + Times());
        }

        foreach (StoryLine note in task.Notes.Where(n => n.Kind is StoryKind.Plan or StoryKind.Release))
        {
            Note(note);
        }

        foreach (CallRound round in task.Rounds)
        {
            TellCalls(round);
            TellAnswers(round);
        }

        foreach (AwardFile award in task.Awards)
        {
            TellAward(award);
        }

        foreach (StoryLine note in task.Notes.Where(n => n.Kind is not (StoryKind.Plan or StoryKind.Release)))
        {
            Note(note);
        }

        foreach ((SimTime at, string reason) in task.Reannouncements)
        {
            _book.Add(at, StoryKind.Reannouncement, AgentId.None, $"announced again: {reason}");
        }

        TellEnd();
        return _book.Lines;
    }

    private void Note(StoryLine note) =>
        _book.Add(note.At, note.Kind, note.Agent, $"{facts.NameOf(note.Agent)} {note.Text}");

    private string Times()
    {
        string text = task.Release != task.AnnouncedAt ? $", released at {task.Release}" : "";
        text += task.Due < SimTime.Never ? $", due at {task.Due}" : "";
        return text + (task.Spec is { Deadline: var deadline } && deadline < SimTime.Never
            ? $", worthless after {deadline}"
            : "");
    }

    private void TellCalls(CallRound round)
    {
        AgentId[] called = [.. round.Exchanges.Where(e => e.CalledAt < SimTime.Never).Select(e => e.Agent)];
        string until = round.ReplyBy < SimTime.Never ? $", answers until {round.ReplyBy}" : "";
        string what = round.Market.Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $" ({round.Market} {round.Number})")
            : round.Number > 1 ? string.Create(CultureInfo.InvariantCulture, $" (round {round.Number})") : "";
        _book.Add(round.At, StoryKind.Call, round.Initiator, called.Length == 0
            ? $"{facts.NameOf(round.Initiator)} has nobody to call{what}"
            : $"{facts.NameOf(round.Initiator)} calls {Wording.Names(facts, called)} for bids{what}{until}");
        foreach (IGrouping<string, Exchange> lost in round.Exchanges.Where(e => e.CallIsLost)
            .GroupBy(e => wire.FateOf(round.Initiator, e.Agent, e.CalledAt).Text))
        {
            AgentId[] agents = [.. lost.Select(e => e.Agent)];
            _book.Add(lost.First().CalledAt, StoryKind.Loss, agents[0],
                $"the {(agents.Length == 1 ? "call" : "calls")} to {Wording.Names(facts, agents)} "
                + $"{(agents.Length == 1 ? "was" : "were")} {lost.Key}");
        }
    }

    private void TellAnswers(CallRound round)
    {
        Exchange[] bidders = [.. round.Exchanges.Where(e => e.Answer is { IsBid: true })];
        IEnumerable<Exchange> told = bidders.OrderBy(e => e.Answer!.Cost).ThenBy(e => e.Agent.Index).Take(MostBids);
        foreach (Exchange bid in told)
        {
            string name = facts.NameOf(bid.Agent);
            string score = round.Market == TaskFile.Consensus ? "claims it with a score of" : "bids";
            _book.Add(bid.AnsweredAt, StoryKind.Bid, bid.Agent,
                $"{name} {score} {Wording.Number(bid.Answer!.Cost)}{Wording.Terms(bid.Answer)}");
            TellFate(round, bid, name);
        }

        if (bidders.Length > MostBids)
        {
            _book.Add(bidders.Max(b => b.AnsweredAt), StoryKind.Bid, AgentId.None, string.Create(
                CultureInfo.InvariantCulture, $"and {bidders.Length - MostBids} others bid more"));
        }

        foreach (IGrouping<string, Exchange> refusals in round.Exchanges
            .Where(e => e.Answer is { IsBid: false }).GroupBy(e => Wording.Refusal(e.Answer!)))
        {
            AgentId[] agents = [.. refusals.Select(e => e.Agent)];
            string verb = agents.Length > 1 ? "refuse" : "refuses";
            _book.Add(refusals.Max(e => e.AnsweredAt), StoryKind.Refusal, agents[0], round.Market.Length > 0
                ? $"{Wording.Names(facts, agents)}: {refusals.Key}"
                : $"{Wording.Names(facts, agents)} {verb}: {refusals.Key}");
            foreach (Exchange lost in refusals.Where(e => e.AnswerIsLost).Take(Wording.MostNames))
            {
                _book.Add(lost.AnsweredAt, StoryKind.Loss, lost.Agent,
                    $"the answer of {facts.NameOf(lost.Agent)} was "
                    + wire.FateOf(lost.Agent, round.Initiator, lost.AnsweredAt).Text);
            }
        }
    }

    private void TellFate(CallRound round, Exchange bid, string name)
    {
        if (bid.AnswerIsLost)
        {
            _book.Add(bid.AnsweredAt, StoryKind.Loss, bid.Agent,
                $"the bid of {name} was {wire.FateOf(bid.Agent, round.Initiator, bid.AnsweredAt).Text}");
        }
        else if (bid.IsLate(round))
        {
            _book.Add(bid.AnswerHeardAt, StoryKind.Loss, bid.Agent,
                $"the bid of {name} comes too late: answers counted until {round.ReplyBy}");
        }
    }

    private void TellAward(AwardFile award)
    {
        CallRound? round = task.RoundOf(award);
        string name = facts.NameOf(award.Winner);
        AwardFile? before = task.Awards.TakeWhile(a => a != award).LastOrDefault();
        string what = award.IsDirect && before is { Reason: null, GivenUp: null }
            ? $"passed on from {facts.NameOf(before.Winner)} to {name}"
            : award.IsDirect ? $"given to {name}" : $"awarded to {name} at {Wording.Number(award.Cost)}";
        _book.Add(award.At, StoryKind.Award, award.Winner, string.Create(
            CultureInfo.InvariantCulture, $"{what} (award {award.Attempt})") + Margin(award, round));
        if (round is not null)
        {
            TellDefeats(award, round);
        }

        if (award.SentAt < SimTime.Never && award.HeardAt == SimTime.Never)
        {
            _book.Add(award.SentAt, StoryKind.Loss, award.Winner,
                $"the award to {name} was {wire.FateOf(award.Initiator, award.Winner, award.SentAt).Text}");
        }

        if (award.StartedAt < SimTime.Never)
        {
            _book.Add(award.StartedAt, StoryKind.Work, award.Winner, $"{name} begins");
        }

        TellTroubles(award, name);
        if (award.GivenUp is string reason)
        {
            _book.Add(SimTime.Min(award.OverAt, facts.SimulatedTime), StoryKind.Failure, award.Winner,
                $"{name} cannot do it after all: {reason}");
        }

        if (award.ReportedAt < SimTime.Never && award.ReportHeardAt == SimTime.Never)
        {
            _book.Add(award.ReportedAt, StoryKind.Loss, award.Winner,
                $"{name} reports it done; the report was "
                + wire.FateOf(award.Winner, award.Initiator, award.ReportedAt).Text);
        }
    }

    private static string Margin(AwardFile award, CallRound? round)
    {
        if (round is null)
        {
            return award.IsDirect ? ", without a call" : "";
        }

        IReadOnlyList<Exchange> bids = round.Bids;
        int rank = bids.TakeWhile(b => b.Agent != award.Winner).Count() + 1;
        if (rank > bids.Count)
        {
            return "";
        }

        string place = rank == 1
            ? bids.Count == 1 ? ": the only bid" : $": the best of {Wording.Count(bids.Count, "bid", "bids")}"
            : $": bid number {rank} of {bids.Count}; whoever bid better got something else or could not be taken";
        if (rank > 1 || bids.Count == 1)
        {
            return place;
        }

        double ahead = Math.Abs(bids[1].Answer!.Cost - bids[0].Answer!.Cost);
        return place + (ahead > 0
            ? $", ahead by {Wording.Number(ahead)}"
            : ", level with the next, which has a higher number");
    }

    private void TellDefeats(AwardFile award, CallRound round)
    {
        IReadOnlyList<Exchange> bids = round.Bids;
        double won = round.With(award.Winner).Answer?.Cost ?? award.Cost;
        for (int rank = 0; rank < Math.Min(bids.Count, MostBids); rank++)
        {
            Exchange bid = bids[rank];
            if (bid.Agent == award.Winner)
            {
                continue;
            }

            string text = bid.Rejection == RejectionReason.Joined
                ? $"{facts.NameOf(bid.Agent)} joins the team"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{facts.NameOf(bid.Agent)} loses: its {Wording.Number(bid.Answer!.Cost)} is number {rank + 1} of "
                    + $"{bids.Count}, {Wording.Number(Math.Abs(bid.Answer.Cost - won))} from the winner's");
            _book.Add(award.At, StoryKind.Defeat, bid.Agent, text);
        }
    }

    private void TellTroubles(AwardFile award, string name)
    {
        SimTime until = SimTime.Min(award.OverAt, facts.SimulatedTime);
        foreach (Outage outage in outages.Find(award.Winner).Where(o => o.From >= award.At && o.From <= until))
        {
            string back = outage.Until < SimTime.Never ? $", up again at {outage.Until}" : ", and does not come back";
            _book.Add(outage.From, StoryKind.Failure, award.Winner, $"{name} crashes: {outage.Cause}{back}");
        }
    }

    private void TellEnd()
    {
        switch (task.End)
        {
            case TaskCompleted completed:
                string late = task.EndedAt > task.Due ? $", {task.EndedAt - task.Due} late" : "";
                _book.Add(completed.CompletedAt, StoryKind.End, completed.By,
                    $"done by {facts.NameOf(completed.By)}{late}");
                break;
            case TaskFailed failed:
                _book.Add(task.EndedAt, StoryKind.End, AgentId.None, $"given up: {failed.Reason}");
                break;
            case TaskExpired:
                _book.Add(task.EndedAt, StoryKind.End, AgentId.None, "expired: its deadline passed");
                break;
            case TaskCancelled cancelled:
                _book.Add(task.EndedAt, StoryKind.End, AgentId.None, $"cancelled: {cancelled.Reason}");
                break;
            default:
                _book.Add(facts.SimulatedTime, StoryKind.End, AgentId.None, $"the run ends ({facts.EndReason})");
                break;
        }
    }
}

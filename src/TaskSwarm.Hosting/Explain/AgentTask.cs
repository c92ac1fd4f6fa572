using System.Globalization;
using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>Tells what one agent had to do with one task.</summary>
internal sealed class AgentTask(RunFacts facts, AgentId agent, TaskFile file, Wire wire)
{
    private readonly string _name = file.Name ?? file.Spec?.Name ?? facts.NameOf(file.Id);

    /// <summary>Adds the lines to a book, and counts.</summary>
    public void Tell(StoryBook book, Tally tally)
    {
        bool isAsked = false, hasBid = false;
        Cause? lost = null;
        foreach (CallRound round in file.Rounds)
        {
            Exchange exchange = round.With(agent);
            if (exchange.CalledAt == SimTime.Never)
            {
                continue;
            }

            isAsked = true;
            hasBid |= exchange.Answer is { IsBid: true };
            lost = TellExchange(book, round, exchange) ?? lost;
        }

        AwardFile[] won = [.. file.Awards.Where(a => a.Winner == agent)];
        foreach (AwardFile award in won)
        {
            TellAward(book, award);
        }

        tally.Asked += isAsked ? 1 : 0;
        tally.Bid += hasBid ? 1 : 0;
        tally.Won += won.Length > 0 ? 1 : 0;
        if (isAsked && won.Length == 0)
        {
            tally.Lose(lost ?? Cause.Other);
        }
    }

    private Cause? TellExchange(StoryBook book, CallRound round, Exchange exchange)
    {
        if (exchange.CallIsLost)
        {
            MessageFate call = wire.FateOf(round.Initiator, agent, exchange.CalledAt);
            book.Add(exchange.CalledAt, StoryKind.Loss, agent, $"is called for {_name}, but the call was {call.Text}");
            return call.Cause;
        }

        if (exchange.Answer is not Answer answer)
        {
            return null;
        }

        if (!answer.IsBid)
        {
            book.Add(exchange.AnsweredAt, StoryKind.Refusal, agent, $"refuses {_name}: {Wording.Refusal(answer)}");
            return CallBlame.CauseOf(answer);
        }

        book.Add(exchange.AnsweredAt, StoryKind.Bid, agent,
            $"bids {Wording.Number(answer.Cost)} for {_name}{Wording.Terms(answer)}");
        if (exchange.AnswerIsLost)
        {
            MessageFate bid = wire.FateOf(agent, round.Initiator, exchange.AnsweredAt);
            book.Add(exchange.AnsweredAt, StoryKind.Loss, agent, $"its bid for {_name} was {bid.Text}");
            return bid.Cause;
        }

        if (exchange.IsLate(round))
        {
            book.Add(exchange.AnswerHeardAt, StoryKind.Loss, agent,
                $"its bid for {_name} comes too late: answers counted until {round.ReplyBy}");
            return Cause.BidTooLate;
        }

        return TellDefeat(book, round, exchange);
    }

    private Cause? TellDefeat(StoryBook book, CallRound round, Exchange exchange)
    {
        AwardFile? award = file.Awards.FirstOrDefault(a => a.At >= exchange.AnswerHeardAt);
        if (award is null || award.Winner == agent || exchange.Rejection == RejectionReason.Joined)
        {
            return null;
        }

        if (round.Market.Length == 0 && exchange.Answer!.Cost < award.Cost)
        {
            book.Add(award.At, StoryKind.Defeat, agent,
                $"does not get {_name}: it goes to {facts.NameOf(award.Winner)} at {Wording.Number(award.Cost)}, "
                + $"though {Wording.Number(exchange.Answer.Cost)} is less; it was decided together with others");
            return Cause.Plan;
        }

        bool isOutbid = round.Market.Length > 0 || exchange.Rejection is RejectionReason.Outbid or null;
        book.Add(award.At, StoryKind.Defeat, agent, isOutbid
            ? $"loses {_name} to {facts.NameOf(award.Winner)}: {Wording.Number(exchange.Answer!.Cost)} against "
                + Wording.Number(award.Cost)
            : $"does not get {_name}: no bid was taken in that round");
        return isOutbid ? Cause.Outbid : Cause.Other;
    }

    private void TellAward(StoryBook book, AwardFile award)
    {
        book.Add(award.At, StoryKind.Award, agent, string.Create(
            CultureInfo.InvariantCulture,
            $"wins {_name} at {Wording.Number(award.Cost)} (award {award.Attempt})"));
        if (award.SentAt < SimTime.Never && award.HeardAt == SimTime.Never)
        {
            book.Add(award.SentAt, StoryKind.Loss, agent,
                $"is not told so: the award was {wire.FateOf(award.Initiator, agent, award.SentAt).Text}");
        }

        if (award.StartedAt < SimTime.Never)
        {
            book.Add(award.StartedAt, StoryKind.Work, agent, $"begins {_name}");
        }

        if (award.GivenUp is string reason)
        {
            book.Add(SimTime.Min(award.OverAt, facts.SimulatedTime), StoryKind.Failure, agent,
                $"cannot do {_name} after all: {reason}");
        }
        else if (award.Reason is string taken)
        {
            book.Add(award.OverAt, StoryKind.Reannouncement, agent, $"loses {_name} again: {taken}");
        }

        if (file.End is TaskCompleted completed && completed.By == agent && completed.Attempt == award.Attempt)
        {
            SimTime due = SimTime.Min(file.Due, file.Spec?.Due ?? SimTime.Never);
            string late = completed.CompletedAt > due ? $", {completed.CompletedAt - due} late" : "";
            book.Add(completed.CompletedAt, StoryKind.End, agent, $"has done {_name}{late}");
        }
    }
}

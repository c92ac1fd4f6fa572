using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Kernel.Negotiation;

/// <content>Calls, bids and awards.</content>
public sealed partial class ContractNetInitiator
{
    private void Begin(AgentContext context, OpenTask open)
    {
        open.Announcement++;
        open.Round = 0;
        open.Calling = false;
        open.Bids.Clear();
        open.Ceiling = double.PositiveInfinity;
        open.Called.Clear();
        if (_host.CallsAtOnce(context, open.Task))
        {
            Call(context, open);
        }
    }

    private void Call(AgentContext context, OpenTask open)
    {
        open.Called.AddRange(_host.ParticipantsFor(context, open.Task));
        NextRound(context, open, double.PositiveInfinity);
    }

    private void NextRound(AgentContext context, OpenTask open, double ceiling)
    {
        open.Round++;
        open.Calling = true;
        open.Answered.Clear();
        open.Refusals.Clear();
        open.ReplyBy = context.Now + _options.ReplyWithin;
        if (open.Called.Count == 0)
        {
            DecideAlone(context, open);
            return;
        }

        ConversationId conversation = ConversationOf(context, open);
        context.Broadcast(open.Called, new CallForProposals(
            conversation, open.Round, open.Task, open.ReplyBy, ceiling)
        {
            Terms = _host.TermsOf(context, open.Task, AgentId.None),
        });
        context.Schedule(_options.ReplyWithin, new ReplyByTag(conversation, open.Round));
    }

    private bool IsCurrent(ConversationId conversation, int round, out OpenTask open) =>
        _open.TryGetValue(conversation.Task.Number, out open!) && open.Calling
        && open.Announcement == conversation.Announcement && open.Round == round;

    private void Propose(AgentContext context, AgentId bidder, Propose propose)
    {
        if (!IsCurrent(propose.Conversation, propose.Round, out OpenTask open))
        {
            context.Emit(new BidCameLate(propose.Conversation.Task, bidder));
            context.Send(bidder, new RejectProposal(propose.Conversation, propose.Round, RejectionReason.Late));
            return;
        }

        if (!open.Called.Contains(bidder) || open.Answered.Contains(bidder) || !double.IsFinite(propose.Cost))
        {
            context.Send(bidder, new NotUnderstood(
                propose.Conversation, propose.Round, "a proposal needs a call, comes once and has a finite cost"));
            return;
        }

        open.Answered.Add(bidder);
        open.Bids[bidder.Index] = propose.Cost;
        DecideIfComplete(context, open);
    }

    private void Refuse(AgentContext context, AgentId bidder, Refuse refuse)
    {
        if (!IsCurrent(refuse.Conversation, refuse.Round, out OpenTask open)
            || !open.Called.Contains(bidder) || open.Answered.Contains(bidder))
        {
            return;
        }

        open.Answered.Add(bidder);
        open.Refusals[refuse.Reason] = open.Refusals.GetValueOrDefault(refuse.Reason) + 1;
        DecideIfComplete(context, open);
    }

    private void DecideIfComplete(AgentContext context, OpenTask open)
    {
        if (open.Answered.Count == open.Called.Count)
        {
            Decide(context, open);
        }
    }

    private void Decide(AgentContext context, OpenTask open)
    {
        if (_batch is not null)
        {
            DecideBatch(context);
            return;
        }

        DecideAlone(context, open);
    }

    private void DecideAlone(AgentContext context, OpenTask open)
    {
        Bid[] bids = EndRound(context, open);
        AwardDecision decision = _host.Decide(context, open.Task, bids)
            ?? _rule.Decide(open.Round, bids, open.Ceiling);
        if (decision.Winner is Bid winner)
        {
            Conclude(context, open, winner, decision.Team);
        }
        else if (decision.Ceiling is double ceiling)
        {
            open.Ceiling = ceiling;
            NextRound(context, open, ceiling);
        }
        else
        {
            string reason = bids.Length > 0 ? "no bids that suffice" : WhyNobody(open);
            RejectAll(context, open, AgentId.None, RejectionReason.NotWanted);
            Retry(context, open, reason);
        }
    }

    /// <summary>Ends a round that is out.</summary>
    /// <returns>The bids that count: one of an earlier round binds until it is rejected, but not if its bidder has
    /// failed since.</returns>
    private Bid[] EndRound(AgentContext context, OpenTask open)
    {
        open.Calling = false;
        int refusals = open.Refusals.Values.Sum();
        context.Emit(new RoundDecided(
            open.Task.Id, open.Round, open.Called.Count, open.Answered.Count - refusals, refusals));
        return
        [
            .. open.Bids.Where(b => !_failed.Contains(b.Key)).Select(b => new Bid(new AgentId(b.Key), b.Value)),
        ];
    }

    private void Conclude(AgentContext context, OpenTask open, Bid winner, IReadOnlyList<AgentId>? team = null)
    {
        HandTo(context, open, winner);
        ConversationId conversation = ConversationOf(context, open);
        context.Send(winner.Bidder, new AcceptProposal(conversation, open.Round, open.Task, open.Attempt)
        {
            LeasedFrom = context.Now,
            Terms = _host.TermsOf(context, open.Task, winner.Bidder),
        });
        RejectAll(context, open, winner.Bidder, RejectionReason.Outbid, team);
        KeepWatching(context);
        Recover(context, open);
        _host.OnAwarded(context, open.Task, winner);
    }

    private void HandTo(AgentContext context, OpenTask open, Bid winner)
    {
        open.State = TaskState.Awarded;
        open.Holder = winner.Bidder;
        Lease(context, open);
        open.Attempt++;
        context.Emit(new TaskAwarded(open.Task.Id, open.Attempt, winner.Bidder, winner.Cost));
    }

    private static ConversationId ConversationOf(AgentContext context, OpenTask open) =>
        new(context.Self, open.Task.Id, open.Announcement);

    private static void RejectAll(
        AgentContext context,
        OpenTask open,
        AgentId winner,
        RejectionReason reason,
        IReadOnlyList<AgentId>? team = null)
    {
        ConversationId conversation = ConversationOf(context, open);
        foreach (int bidder in open.Bids.Keys)
        {
            if (bidder != winner.Index)
            {
                bool joins = team is not null && team.Contains(new AgentId(bidder));
                context.Send(new AgentId(bidder), new RejectProposal(
                    conversation, open.Round, joins ? RejectionReason.Joined : reason));
            }
        }

        open.Bids.Clear();
    }

    private void Retry(AgentContext context, OpenTask open, string reason)
    {
        if (open.Announcement > _options.MaxReannouncements)
        {
            GiveUp(context, open, reason);
            return;
        }

        // Doubling keeps many unanswered calls from choking a narrow link for ever.
        long patience = 1L << Math.Min(open.Announcement - 1, _options.MaxBackoffDoublings);
        context.Schedule(_options.RetryAfter * patience, new RetryTag(open.Task.Id, open.Announcement, reason));
        _host.OnPutOff(context, open.Task, reason);
    }

    private static string WhyNobody(OpenTask open)
    {
        if (open.Called.Count == 0)
        {
            return "nobody to call";
        }

        IEnumerable<string> reasons = open.Refusals.Select(
            r => string.Create(CultureInfo.InvariantCulture, $"{r.Value} refused: {r.Key}"));
        int silent = open.Called.Count - open.Answered.Count;
        IEnumerable<string> silence = silent > 0
            ? [string.Create(CultureInfo.InvariantCulture, $"{silent} silent")]
            : [];
        return "no bids (" + string.Join(", ", reasons.Concat(silence)) + ")";
    }

    private void AnnounceAgain(AgentContext context, OpenTask open, string reason)
    {
        if (open.Announcement > _options.MaxReannouncements)
        {
            GiveUp(context, open, reason);
            return;
        }

        if (open.Calling)
        {
            RejectAll(context, open, AgentId.None, RejectionReason.NotWanted);
        }

        AgentId holder = open.Holder;
        open.State = TaskState.Announced;
        open.Holder = AgentId.None;
        context.Emit(new TaskReannounced(open.Task.Id, reason));
        open.Task = _host.Revise(context, open.Task, holder, reason);
        Begin(context, open);
    }

    private void GiveUp(AgentContext context, OpenTask open, string reason)
    {
        context.Emit(new TaskFailed(open.Task.Id, reason));
        Close(context, open, TaskState.Failed);
    }

    private void Expire(AgentContext context, TaskId task)
    {
        if (_open.TryGetValue(task.Number, out OpenTask? open))
        {
            TellHolder(context, open, "deadline passed");
            context.Emit(new TaskExpired(task));
            Close(context, open, TaskState.Expired);
        }
    }

    private void Close(AgentContext context, OpenTask open, TaskState final)
    {
        if (open.Calling)
        {
            RejectAll(context, open, AgentId.None, RejectionReason.NotWanted);
        }

        _open.Remove(open.Task.Id.Number);
        _closed.Add(open.Task.Id.Number);
        Recover(context, open);
        _host.OnClosed(context, open.Task, final);
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>All that a run says of one task, put in order: rounds of calls, awards, and its end.</summary>
internal sealed partial class TaskFile(TaskId id)
{
    /// <summary>The market in which agents agree among themselves; scores are better the higher they are.</summary>
    public const string Consensus = "consensus";

    /// <summary>What an agent says that answers a call about several tasks without a bid for this one.</summary>
    public const string NoBid = "does not bid for it";

    /// <summary>What an agent says that has won other tasks of a consensus than this one.</summary>
    public const string NoClaim = "does not claim it";

    private readonly SortedDictionary<(int Announcement, int Number, string Market), CallRound> _rounds = [];

    /// <summary>Its number.</summary>
    public TaskId Id { get; } = id;

    /// <summary>Its name; null until it is announced.</summary>
    public string? Name { get; private set; }

    /// <summary>When it was first announced.</summary>
    public SimTime AnnouncedAt { get; private set; } = SimTime.Never;

    /// <summary>When it was released.</summary>
    public SimTime Release { get; private set; }

    /// <summary>When it should be done.</summary>
    public SimTime Due { get; private set; } = SimTime.Never;

    /// <summary>What was last said of it in a call or an award; null if nothing was.</summary>
    public TaskSpec? Spec { get; private set; }

    /// <summary>The rounds of calls, in the order of their announcements.</summary>
    public IReadOnlyList<CallRound> Rounds => [.. _rounds.Values.OrderBy(r => r.At).ThenBy(r => r.Number)];

    /// <summary>The awards, in order.</summary>
    public List<AwardFile> Awards { get; } = [];

    /// <summary>How often it was announced again, when and why.</summary>
    public List<(SimTime At, string Reason)> Reannouncements { get; } = [];

    /// <summary>The event that ended it; null if none did.</summary>
    public TaskEvent? End { get; private set; }

    /// <summary>When it ended; for a done task, when the work ended.</summary>
    public SimTime EndedAt { get; private set; } = SimTime.Never;

    /// <summary>By how much a stop of it was served after its window.</summary>
    public SimDuration LateAtStop { get; private set; }

    /// <summary>Into how many parts it was split; 0 if it was not.</summary>
    public int Parts { get; private set; }

    /// <summary>The award that is in force or was the last; null if there was none.</summary>
    public AwardFile? LastAward => Awards.Count == 0 ? null : Awards[^1];

    /// <summary>The round that an award was decided in; null for one that answers no bids.</summary>
    public CallRound? RoundOf(AwardFile award) => award.IsDirect && Rounds.All(r => r.Market.Length == 0)
        ? null
        : Rounds.LastOrDefault(r => r.At <= award.At && r.Exchanges.Any(e => e.Answer is { IsBid: true }));

    /// <summary>Notes a message.</summary>
    public void OnMessage(in MessageRecord record)
    {
        switch (record.Message)
        {
            case ContractNetMessage message when message.Conversation.Task == Id:
                Note(record, message);
                break;
            case IMarketMessage market:
                Note(record, market.Tell());
                break;
            default:
                break;
        }
    }

    /// <summary>Adds what the scenario knows of agents that did not say why they do not bid.</summary>
    public void Complete(IScenarioFacts? scenario)
    {
        foreach (Exchange exchange in _rounds.Values.SelectMany(r => r.Exchanges))
        {
            if (exchange.Answer is { IsBid: false, Shortfall: null } answer)
            {
                exchange.Answer = answer with { Shortfall = scenario?.WhyUnable(exchange.Agent, Id) };
            }
        }
    }

    private void Note(in MessageRecord record, ContractNetMessage message)
    {
        AgentId initiator = message.Conversation.Initiator;
        AgentId participant = record.Agent == initiator ? record.Peer : record.Agent;
        switch (message)
        {
            case CallForProposals call:
                CallRound round = RoundOf(message);
                (round.ReplyBy, Spec) = (call.ReplyBy, call.Task);
                Call(record, round, participant);
                break;
            case Propose propose:
                Answer(record, RoundOf(message).With(participant), new Answer(
                    propose.Cost, 1, propose.Terms, null, null));
                break;
            case Refuse refuse:
                Answer(record, RoundOf(message).With(participant), new Answer(
                    double.NaN, 1, null, refuse.Reason, refuse.Shortfall));
                break;
            case RejectProposal reject when record.IsSent:
                Reject(message.Conversation.Announcement, reject, participant);
                break;
            case AcceptProposal accept:
                Spec = accept.Task;
                Accept(record, accept, initiator);
                break;
            case InformDone done:
                Report(record, done.Attempt);
                break;
            case InformFailure failure when Find(failure.Attempt) is AwardFile award:
                award.GivenUp = failure.Reason;
                break;
            default:
                break;
        }
    }

    private void Note(in MessageRecord record, MarketTalk talk)
    {
        (int, int, string) key = (0, talk.Round, talk.Market);
        MarketOffer[] mine = [.. talk.Offers.Where(o => o.Task == Id)];
        if (talk.IsCall && mine.Length > 0)
        {
            AgentId initiator = record.IsSent ? record.Agent : record.Peer;
            if (!_rounds.TryGetValue(key, out CallRound? called))
            {
                _rounds.Add(key, called = new CallRound(talk.Market, 0, talk.Round, initiator));
            }

            called.ReplyBy = talk.ReplyBy;
            Call(record, called, record.IsSent ? record.Peer : record.Agent);
        }
        else if (!talk.IsCall && _rounds.TryGetValue(key, out CallRound? round))
        {
            MarketOffer best = mine.OrderBy(o => o.Value / o.Together).FirstOrDefault();
            Answer(record, round.With(record.IsSent ? record.Agent : record.Peer), mine.Length == 0
                ? new Answer(double.NaN, 1, null, talk.Market == Consensus ? NoClaim : NoBid, null)
                : new Answer(best.Value, best.Together, best.Terms, null, null));
        }
    }

    private static void Call(in MessageRecord record, CallRound round, AgentId participant)
    {
        Exchange exchange = round.With(participant);
        if (record.IsSent)
        {
            exchange.CalledAt = SimTime.Min(exchange.CalledAt, record.Time);
            round.At = SimTime.Min(round.At, record.Time);
        }
        else
        {
            exchange.HeardAt = SimTime.Min(exchange.HeardAt, record.Time);
        }
    }

    private static void Answer(in MessageRecord record, Exchange exchange, Answer answer)
    {
        if (record.IsSent)
        {
            (exchange.Answer, exchange.AnsweredAt) = (answer, record.Time);
        }
        else
        {
            exchange.AnswerHeardAt = record.Time;
        }
    }

    /// <summary>A bid binds until it is rejected, so the rejection may come in a later round.</summary>
    private void Reject(int announcement, RejectProposal reject, AgentId participant)
    {
        CallRound? round = _rounds.Values.LastOrDefault(r => r.Announcement == announcement
            && r.Number <= reject.Round && r.Exchanges.Any(e => e.Agent == participant && e.Answer is { IsBid: true }));
        if (round is not null)
        {
            round.With(participant).Rejection ??= reject.Reason;
        }
    }

    private void Accept(in MessageRecord record, AcceptProposal accept, AgentId initiator)
    {
        if (Find(accept.Attempt) is AwardFile award)
        {
            award.Initiator = initiator;
            award.IsDirect = accept.Round == 0;
            award.SentAt = record.IsSent ? SimTime.Min(award.SentAt, record.Time) : award.SentAt;
            award.HeardAt = record.IsSent ? award.HeardAt : SimTime.Min(award.HeardAt, record.Time);
        }
    }

    private void Report(in MessageRecord record, int attempt)
    {
        if (Find(attempt) is AwardFile award)
        {
            award.ReportedAt = record.IsSent ? SimTime.Min(award.ReportedAt, record.Time) : award.ReportedAt;
            award.ReportHeardAt = record.IsSent ? award.ReportHeardAt : SimTime.Min(award.ReportHeardAt, record.Time);
        }
    }

    private AwardFile? Find(int attempt) => Awards.FindLast(a => a.Attempt == attempt);

    private CallRound RoundOf(ContractNetMessage message)
    {
        (int, int, string) key = (message.Conversation.Announcement, message.Round, "");
        if (!_rounds.TryGetValue(key, out CallRound? round))
        {
            _rounds.Add(key, round = new CallRound(
                "", message.Conversation.Announcement, message.Round, message.Conversation.Initiator));
        }

        return round;
    }
}

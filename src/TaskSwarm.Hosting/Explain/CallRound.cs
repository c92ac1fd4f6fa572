using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>One round of calls for a task.</summary>
internal sealed class CallRound(string market, int announcement, int number, AgentId initiator)
{
    private readonly SortedDictionary<int, Exchange> _exchanges = [];

    /// <summary>What kind of market it is; empty in a contract net.</summary>
    public string Market { get; } = market;

    /// <summary>Which announcement of the task it belongs to; 0 in other markets than contract nets.</summary>
    public int Announcement { get; } = announcement;

    /// <summary>The round's number.</summary>
    public int Number { get; } = number;

    /// <summary>Who asks.</summary>
    public AgentId Initiator { get; } = initiator;

    /// <summary>When the first call went out.</summary>
    public SimTime At { get; set; } = SimTime.Never;

    /// <summary>Until when answers count.</summary>
    public SimTime ReplyBy { get; set; } = SimTime.Never;

    /// <summary>What was said with each agent, by its number.</summary>
    public IReadOnlyCollection<Exchange> Exchanges => _exchanges.Values;

    /// <summary>The bids that arrived in time, the best one first.</summary>
    public IReadOnlyList<Exchange> Bids =>
    [
        .. Exchanges.Where(e => e.Counts(this))
            .OrderBy(e => Market == TaskFile.Consensus ? -e.Answer!.Cost : e.Answer!.Cost)
            .ThenBy(e => e.Agent.Index),
    ];

    /// <summary>What was said with an agent.</summary>
    public Exchange With(AgentId agent)
    {
        if (!_exchanges.TryGetValue(agent.Index, out Exchange? exchange))
        {
            _exchanges.Add(agent.Index, exchange = new Exchange(agent));
        }

        return exchange;
    }
}

/// <summary>A call to one agent, and its answer.</summary>
internal sealed class Exchange(AgentId agent)
{
    /// <summary>Who was asked.</summary>
    public AgentId Agent { get; } = agent;

    /// <summary>When the call was sent.</summary>
    public SimTime CalledAt { get; set; } = SimTime.Never;

    /// <summary>When it was received.</summary>
    public SimTime HeardAt { get; set; } = SimTime.Never;

    /// <summary>What the agent said; null if nothing.</summary>
    public Answer? Answer { get; set; }

    /// <summary>When it was said.</summary>
    public SimTime AnsweredAt { get; set; } = SimTime.Never;

    /// <summary>When that was received.</summary>
    public SimTime AnswerHeardAt { get; set; } = SimTime.Never;

    /// <summary>Why the bid was rejected; null if it was not.</summary>
    public RejectionReason? Rejection { get; set; }

    /// <summary>Whether the call was sent and never received.</summary>
    public bool CallIsLost => CalledAt < SimTime.Never && HeardAt == SimTime.Never;

    /// <summary>Whether an answer was sent and never received.</summary>
    public bool AnswerIsLost => Answer is not null && AnswerHeardAt == SimTime.Never;

    /// <summary>Whether a bid came when the round was over.</summary>
    public bool IsLate(CallRound round) => Answer is { IsBid: true } && AnswerHeardAt < SimTime.Never
        && (Rejection == RejectionReason.Late || AnswerHeardAt > round.ReplyBy);

    /// <summary>Whether there is a bid that the decision saw.</summary>
    public bool Counts(CallRound round) =>
        Answer is { IsBid: true } && AnswerHeardAt < SimTime.Never && !IsLate(round);
}

/// <summary>What an agent said to a call.</summary>
/// <param name="Cost">What it bids; NaN if it does not.</param>
/// <param name="Together">For how many tasks at once.</param>
/// <param name="Terms">What stands behind the bid.</param>
/// <param name="Refusal">Why it does not bid; null if it does.</param>
/// <param name="Shortfall">What exactly is in the way.</param>
internal sealed record Answer(double Cost, int Together, BidTerms? Terms, string? Refusal, Shortfall? Shortfall)
{
    /// <summary>Whether it bids.</summary>
    public bool IsBid => Refusal is null;
}

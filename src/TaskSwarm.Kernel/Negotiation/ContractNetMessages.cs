using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Negotiation;

/// <summary>
/// A message of the FIPA contract net (SC00029H) or its iterated form (SC00030H). Performatives are types; every
/// message carries its conversation and its round, so that a late one is recognised and does no harm.
/// </summary>
/// <param name="Conversation">The conversation it belongs to.</param>
/// <param name="Round">1 in the plain protocol; the iteration in the iterated one.</param>
public abstract record ContractNetMessage(ConversationId Conversation, int Round) : INegotiationMessage
{
    /// <inheritdoc/>
    public virtual int SizeBytes => 96;
}

/// <summary><c>cfp</c>: who can do this, and at what cost?</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Round">The iteration, from 1.</param>
/// <param name="Task">What is to be done.</param>
/// <param name="ReplyBy">Later proposals are rejected as late.</param>
/// <param name="Ceiling">In later rounds: only lower costs are of interest; infinite in the first.</param>
public sealed record CallForProposals(
    ConversationId Conversation, int Round, TaskSpec Task, SimTime ReplyBy, double Ceiling = double.PositiveInfinity)
    : ContractNetMessage(Conversation, Round)
{
    /// <summary>What the kind tells bidders beyond the task itself; see <see cref="IInitiatorHost.TermsOf"/>.</summary>
    public IMessage? Terms { get; init; }

    /// <inheritdoc/>
    public override int SizeBytes => 256 + (Terms?.SizeBytes ?? 0);
}

/// <summary><c>propose</c>: I can, at this cost. It binds once it is accepted.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Round">The round it answers.</param>
/// <param name="Cost">Lower is better; the unit is the kind's, such as metres of detour.</param>
public sealed record Propose(ConversationId Conversation, int Round, double Cost)
    : ContractNetMessage(Conversation, Round)
{
    /// <summary>What stands behind the cost, if the bidder tells.</summary>
    public BidTerms? Terms { get; init; }
}

/// <summary><c>refuse</c>: I cannot, and why.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Round">The round it answers.</param>
/// <param name="Reason">Why, in few fixed words, so that reasons can be counted: <c>out of range</c>,
/// <c>full</c>.</param>
public sealed record Refuse(ConversationId Conversation, int Round, string Reason)
    : ContractNetMessage(Conversation, Round)
{
    /// <summary>What exactly is in the way, if the agent tells.</summary>
    public Shortfall? Shortfall { get; init; }
}

/// <summary>
/// <c>accept-proposal</c>: the task is yours. In round 0 it answers no proposal: it is a direct award, FIPA's
/// <c>request</c> (SC00026H), such as a central plan or a re-auction makes.
/// </summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Round">The round that was decided; 0 for a direct award.</param>
/// <param name="Task">What is to be done.</param>
/// <param name="Attempt">The number of the award; it fences off earlier holders.</param>
public sealed record AcceptProposal(ConversationId Conversation, int Round, TaskSpec Task, int Attempt)
    : ContractNetMessage(Conversation, Round)
{
    /// <summary>When the award's lease began for the initiator; null: when the message arrives.</summary>
    public SimTime? LeasedFrom { get; init; }

    /// <summary>What the kind tells the holder beyond the task itself; see <see cref="IInitiatorHost.TermsOf"/>.
    /// </summary>
    public IMessage? Terms { get; init; }

    /// <inheritdoc/>
    public override int SizeBytes => 256 + (Terms?.SizeBytes ?? 0);
}

/// <summary><c>reject-proposal</c>: not you, and why.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Round">The round that was decided.</param>
/// <param name="Reason">Why.</param>
public sealed record RejectProposal(ConversationId Conversation, int Round, RejectionReason Reason)
    : ContractNetMessage(Conversation, Round);

/// <summary><c>inform-done</c> or, with figures, <c>inform-result</c>: the task is done.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Round">The round that was decided.</param>
/// <param name="Attempt">The award under which it was done.</param>
/// <param name="CompletedAt">When the work ended.</param>
/// <param name="Result">What came of it, in the kind's unit; null for a plain <c>inform-done</c>.</param>
public sealed record InformDone(
    ConversationId Conversation, int Round, int Attempt, SimTime CompletedAt, double? Result = null)
    : ContractNetMessage(Conversation, Round);

/// <summary><c>failure</c>: I cannot do it after all.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Round">The round that was decided.</param>
/// <param name="Attempt">The award that came to nothing.</param>
/// <param name="Reason">Why.</param>
public sealed record InformFailure(ConversationId Conversation, int Round, int Attempt, string Reason)
    : ContractNetMessage(Conversation, Round);

/// <summary><c>cancel</c>: stop; answered by <see cref="CancelAnswer"/> (FIPA cancel meta-protocol).</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Round">The round that was decided.</param>
/// <param name="Attempt">The award that is taken back.</param>
/// <param name="Reason">Why.</param>
public sealed record Cancel(ConversationId Conversation, int Round, int Attempt, string Reason)
    : ContractNetMessage(Conversation, Round);

/// <summary>
/// The answer to <see cref="Cancel"/>: <c>inform-done</c> if given up, <c>failure</c> if it was too late.
/// </summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Round">The round that was decided.</param>
/// <param name="Attempt">The award that was to be taken back.</param>
/// <param name="GivenUp">Whether the task was given up.</param>
public sealed record CancelAnswer(ConversationId Conversation, int Round, int Attempt, bool GivenUp)
    : ContractNetMessage(Conversation, Round);

/// <summary><c>not-understood</c>: the message fits no conversation that I know of.</summary>
/// <param name="Conversation">The conversation it named.</param>
/// <param name="Round">Its round.</param>
/// <param name="Reason">What was wrong with it.</param>
public sealed record NotUnderstood(ConversationId Conversation, int Round, string Reason)
    : ContractNetMessage(Conversation, Round);

/// <summary>The initiator has noted a result or failure; its sender need not repeat it.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Round">The round that was decided.</param>
/// <param name="Attempt">The award it was about.</param>
public sealed record Acknowledge(ConversationId Conversation, int Round, int Attempt)
    : ContractNetMessage(Conversation, Round);

/// <summary>I am alive and hold these awards; renews their lease.</summary>
/// <param name="UpSince">When the sender last came up; a change tells that it crashed in between.</param>
/// <param name="SentAt">When it was sent: leases count from then.</param>
/// <param name="Held">Conversation and attempt of each.</param>
public sealed record Heartbeat(
    SimTime UpSince, SimTime SentAt, IReadOnlyList<(ConversationId Conversation, int Attempt)> Held) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 48 + (16 * Held.Count);
}

/// <summary>The initiator has heard a heartbeat: the leases of the awards that it confirms run on.</summary>
/// <param name="SentAt">When that heartbeat was sent: earlier than it was heard, so a holder never overrates its
/// lease.</param>
/// <param name="Confirmed">Conversation and attempt of each award that is still its sender's.</param>
public sealed record HeartbeatHeard(
    SimTime SentAt, IReadOnlyList<(ConversationId Conversation, int Attempt)> Confirmed) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 48 + (16 * Confirmed.Count);
}

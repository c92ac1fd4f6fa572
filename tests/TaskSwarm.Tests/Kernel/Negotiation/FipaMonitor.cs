using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Tests.Kernel.Negotiation;

/// <summary>
/// Holds each conversation to the interaction protocol of SC00029H and SC00030H, from the messages as they are
/// received: an answer needs its question, an award its proposal, a result its award. It is a second model of the
/// protocol, written from the standard and not from the code. It watches runs that are made in one go.
/// </summary>
internal sealed class FipaMonitor : IRunReader
{
    private readonly HashSet<(ConversationId Conversation, int Round, AgentId Participant)> _called = [];
    private readonly Dictionary<(ConversationId Conversation, int Round, AgentId Participant), string> _answers = [];
    private readonly HashSet<(ConversationId Conversation, AgentId Participant)> _proposed = [];
    private readonly Dictionary<(ConversationId Conversation, int Attempt), AgentId> _accepted = [];
    private readonly Dictionary<(ConversationId Conversation, AgentId Participant), RejectionReason> _rejected = [];
    private readonly HashSet<(ConversationId Conversation, int Attempt, AgentId Participant)> _cancelled = [];
    private readonly HashSet<(ConversationId Conversation, int Attempt, AgentId Participant)> _reported = [];

    /// <summary>Breaches, in words.</summary>
    public List<string> Breaches { get; } = [];

    /// <summary>How many messages of each type were seen.</summary>
    public SortedDictionary<string, int> Seen { get; } = new(StringComparer.Ordinal);

    public void OnEvent(in EventRecord record)
    {
        if (record.Event is not Heard { Message: ContractNetMessage message } heard)
        {
            return;
        }

        string name = message.GetType().Name;
        Seen[name] = Seen.GetValueOrDefault(name) + 1;
        bool fromInitiator = heard.Sender == message.Conversation.Initiator;
        bool toInitiator = record.Agent == message.Conversation.Initiator;
        string? breach = fromInitiator == toInitiator
            ? "is neither from nor to the initiator that its conversation names"
            : fromInitiator ? FromInitiator(message, record.Agent) : ToInitiator(message, heard.Sender);
        if (breach is not null)
        {
            Breaches.Add($"{record.Time} {heard.Sender} -> {record.Agent} {message}: {breach}");
        }
    }

    public void Capture(StateWriter writer)
    {
    }

    public void Restore(StateReader reader)
    {
    }

    private string? FromInitiator(ContractNetMessage message, AgentId to)
    {
        ConversationId id = message.Conversation;
        switch (message)
        {
            case CallForProposals call:
                return !_called.Add((id, call.Round, to)) ? "called twice in one round: the id is not unique"
                    : call.Round < 1 ? "rounds count from 1"
                    : call.Round == 1 && !double.IsInfinity(call.Ceiling) ? "a first call has no ceiling"
                    : null;
            case AcceptProposal accept:
                bool again = !_accepted.TryAdd((id, accept.Attempt), to);
                return again ? "one award was given twice"
                    : !_proposed.Contains((id, to)) ? "accepted without a proposal"
                    : _rejected.GetValueOrDefault((id, to), RejectionReason.Late) != RejectionReason.Late
                        ? "accepted after it was rejected"
                        : null;
            case RejectProposal reject:
                _rejected[(id, to)] = reject.Reason;
                return !_proposed.Contains((id, to)) ? "rejected without a proposal"
                    : reject.Reason != RejectionReason.Late
                        && _accepted.Any(a => a.Key.Conversation == id && a.Value == to)
                        ? "rejected after it was accepted"
                        : null;
            case Cancel cancel:
                _cancelled.Add((id, cancel.Attempt, to));
                return null;
            case Acknowledge acknowledge:
                return _reported.Contains((id, acknowledge.Attempt, to)) ? null : "acknowledged without a report";
            case NotUnderstood:
                return null;
            default:
                return "is not the initiator's to send";
        }
    }

    private string? ToInitiator(ContractNetMessage message, AgentId from)
    {
        ConversationId id = message.Conversation;
        switch (message)
        {
            case Propose propose:
                _proposed.Add((id, from));
                return Answer(id, propose.Round, from, "propose");
            case Refuse refuse:
                return Answer(id, refuse.Round, from, "refuse");
            case InformDone done:
                return Report(id, done.Attempt, from);
            case InformFailure failure:
                return Report(id, failure.Attempt, from);
            case CancelAnswer answer:
                return _cancelled.Contains((id, answer.Attempt, from)) ? null : "answers a cancel that never came";
            case NotUnderstood:
                return null;
            default:
                return "is not a participant's to send";
        }
    }

    private string? Answer(ConversationId id, int round, AgentId from, string answer) =>
        !_called.Contains((id, round, from)) ? "answers a call that never came"
        : !_answers.TryAdd((id, round, from), answer) ? $"answered already by {_answers[(id, round, from)]}"
        : null;

    private string? Report(ConversationId id, int attempt, AgentId from)
    {
        _reported.Add((id, attempt, from));
        return _accepted.TryGetValue((id, attempt), out AgentId holder) && holder == from
            ? null
            : "reports on an award that it never got";
    }
}

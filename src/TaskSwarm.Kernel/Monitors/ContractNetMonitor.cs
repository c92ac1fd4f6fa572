using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Kernel.Monitors;

/// <summary>
/// Holds every conversation to FIPA's contract net (SC00029H), its iterated form (SC00030H) and the cancel
/// meta-protocol. What an agent sends is judged by what it has received and sent itself until then, so nobody is blamed
/// for a message that was lost, late or overtaken on the way.
/// </summary>
/// <remarks>
/// Initiators: a call is made once a round; a proposal is decided once, and rejected as late if it came after its
/// reply-by time; only proposals are accepted, except by a direct award, which has round 0; reports are acknowledged,
/// and awards cancelled, only where there were some. Participants: an answer needs its call and is given once; a report
/// needs its award, and is not both done and failed; an answer to a cancel needs it.
/// </remarks>
public sealed class ContractNetMonitor : IRunMonitor, IMessageReader
{
    /// <summary>So many participations are kept in mind at once; further ones are counted, not watched.</summary>
    public const int MostWatched = 1_000_000;

    private const string Law = "contract net";

    private static readonly Comparer<ConversationId> ConversationOrder = Comparer<ConversationId>.Create(
        static (a, b) => (a.Initiator.Index, a.Task.Number, a.Announcement)
            .CompareTo((b.Initiator.Index, b.Task.Number, b.Announcement)));

    private readonly Dictionary<(ConversationId Conversation, AgentId Participant), Participation> _open = [];
    private readonly HashSet<int> _crashed = [];
    private readonly ViolationList _violations = new();
    private long _unwatched;

    /// <inheritdoc/>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        if (record.Event is Faults.AgentCrashed)
        {
            _crashed.Add(record.Agent.Index);
        }
    }

    /// <inheritdoc/>
    public void OnMessage(in MessageRecord record)
    {
        if (record.Message is not ContractNetMessage message)
        {
            return;
        }

        AgentId initiator = message.Conversation.Initiator;
        bool byInitiator = record.Agent == initiator;
        if (byInitiator == (record.Peer == initiator))
        {
            if (record.IsSent && record.Peer != record.Agent)
            {
                Add(record, message, $"sends {Name(message)} in a conversation between others");
            }

            return;
        }

        AgentId participant = byInitiator ? record.Peer : record.Agent;
        if (Find(message.Conversation, participant) is not Participation open)
        {
            return;
        }

        string? breach = (byInitiator, record.IsSent) switch
        {
            (true, true) => open.SentByInitiator(message, _crashed.Contains(initiator.Index)),
            (true, false) => open.ReceivedByInitiator(message, record.Time),
            (false, true) => open.SentByParticipant(message, _crashed.Contains(participant.Index)),
            (false, false) => open.ReceivedByParticipant(message),
        };
        if (breach is not null)
        {
            Add(record, message, breach);
        }

        if (open.IsOver)
        {
            _open.Remove((message.Conversation, participant));
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (_unwatched > 0)
        {
            metrics.Set("monitors.contract.net.unwatched", _unwatched);
        }
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMap(
            [.. _open.OrderBy(static o => o.Key.Conversation, ConversationOrder).ThenBy(static o => o.Key.Participant)],
            static (w, key) =>
            {
                key.Conversation.Capture(w);
                w.Write(key.Participant);
            },
            static (w, participation) => participation.Capture(w));
        writer.WriteList([.. _crashed.Order()], static (w, agent) => w.Write(agent));
        _violations.Capture(writer);
        writer.Write(_unwatched);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(_open, static r => (ConversationId.Read(r), r.ReadAgentId()), Participation.Read);
        _crashed.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _violations.Restore(reader);
        _unwatched = reader.ReadInt64();
    }

    internal static string Name(ContractNetMessage message) => message switch
    {
        CallForProposals => "cfp",
        Propose => "propose",
        Refuse => "refuse",
        AcceptProposal => "accept-proposal",
        RejectProposal => "reject-proposal",
        InformDone => "inform",
        InformFailure => "failure",
        Cancel => "cancel",
        CancelAnswer => "the answer to a cancel",
        NotUnderstood => "not-understood",
        Acknowledge => "an acknowledgement",
        _ => message.GetType().Name,
    };

    private Participation? Find(ConversationId conversation, AgentId participant)
    {
        if (_open.TryGetValue((conversation, participant), out Participation? open))
        {
            return open;
        }

        if (_open.Count >= MostWatched)
        {
            _unwatched++;
            return null;
        }

        open = new Participation();
        _open.Add((conversation, participant), open);
        return open;
    }

    private void Add(in MessageRecord record, ContractNetMessage message, string breach) => _violations.Add(
        new Violation(
            Law, record.Time, record.Agent, $"conversation {message.Conversation} with {record.Peer}", breach));
}

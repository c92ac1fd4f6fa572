using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Monitors;

/// <summary>
/// One participant's part in one conversation, as each of the two sides knows it from the messages that it has sent
/// and received. Written from the standard, not from the code of initiators and participants.
/// </summary>
internal sealed class Participation
{
    // What the initiator knows.
    private RoundSet _called;
    private RoundSet _answered;
    private SimTime _replyBy = SimTime.Never;
    private int _lastCall;
    private List<(int Round, bool IsLate)>? _undecided;
    private List<int>? _reported;
    private bool _isAwarded;
    private bool _isAddressed;

    // What the participant knows.
    private RoundSet _heard;
    private RoundSet _said;
    private List<int>? _held;
    private List<(int Attempt, bool IsDone)>? _told;
    private List<int>? _takenBack;

    /// <summary>Whether nothing can follow but a new round. An award is never over: a holder that crashes may come to
    /// remember it again.</summary>
    public bool IsOver => !_isAwarded && _undecided is null or { Count: 0 } && _takenBack is null or { Count: 0 }
        && _called.SameAs(_answered);

    /// <summary>The initiator sends; what is wrong with that, or null.</summary>
    /// <param name="message">What it says.</param>
    /// <param name="hasCrashed">Whether it ever crashed: without a journal it may then call again.</param>
    public string? SentByInitiator(ContractNetMessage message, bool hasCrashed)
    {
        switch (message)
        {
            case CallForProposals call:
                return Call(call, hasCrashed);
            case AcceptProposal accept:
                return Accept(accept);
            case RejectProposal reject:
                return Reject(reject);
            case Cancel:
                bool isKnown = _lastCall > 0 || _isAwarded;
                _isAwarded = true;
                return isKnown ? null : "cancels where it has neither called nor awarded";
            case Acknowledge acknowledge:
                return _reported is not null && _reported.Contains(acknowledge.Attempt)
                    ? null
                    : "acknowledges a report that never came";
            case NotUnderstood:
                _undecided?.RemoveAll(p => p.Round == message.Round);
                return _isAddressed ? null : "does not understand what nobody said";
            default:
                return $"sends {ContractNetMonitor.Name(message)}, which is a participant's to send";
        }
    }

    /// <summary>The initiator learns what the participant said; nothing is wrong with that.</summary>
    public string? ReceivedByInitiator(ContractNetMessage message, SimTime at)
    {
        _isAddressed = true;
        switch (message)
        {
            case Propose propose:
                _answered.Add(propose.Round);
                (_undecided ??= []).Add((propose.Round, propose.Round < _lastCall || at > _replyBy));
                break;
            case Refuse or NotUnderstood:
                _answered.Add(message.Round);
                break;
            case InformDone done:
                (_reported ??= []).Add(done.Attempt);
                break;
            case InformFailure failure:
                (_reported ??= []).Add(failure.Attempt);
                break;
        }

        return null;
    }

    /// <summary>The participant sends; what is wrong with that, or null.</summary>
    /// <param name="message">What it says.</param>
    /// <param name="hasCrashed">Whether it ever crashed: it may then have gone back to an earlier checkpoint.</param>
    public string? SentByParticipant(ContractNetMessage message, bool hasCrashed)
    {
        switch (message)
        {
            case Propose propose:
                return Answer(message) ?? (double.IsFinite(propose.Cost) ? null : "proposes no finite cost");
            case Refuse:
                return Answer(message);
            case InformDone done:
                return Tell(done.Attempt, isDone: true, hasCrashed);
            case InformFailure failure:
                return Tell(failure.Attempt, isDone: false, hasCrashed);
            case CancelAnswer answer:
                return _takenBack is not null && _takenBack.Remove(answer.Attempt)
                    ? null
                    : "answers a cancel that never came, or answers it twice";
            case NotUnderstood:
                _said.Add(message.Round);
                return null;
            default:
                return $"sends {ContractNetMonitor.Name(message)}, which is the initiator's to send";
        }
    }

    /// <summary>The participant learns what the initiator said; nothing is wrong with that.</summary>
    public string? ReceivedByParticipant(ContractNetMessage message)
    {
        switch (message)
        {
            case CallForProposals call:
                _heard.Add(call.Round);
                _said.Remove(call.Round);
                break;
            case AcceptProposal accept:
                _isAwarded = true;
                (_held ??= []).Add(accept.Attempt);
                break;
            case Cancel cancel:
                (_takenBack ??= []).Add(cancel.Attempt);
                break;
        }

        return null;
    }

    public void Capture(StateWriter writer)
    {
        _called.Capture(writer);
        _answered.Capture(writer);
        writer.Write(_replyBy);
        writer.Write(_lastCall);
        writer.WriteOptional(_undecided, static (w, list) => w.WriteList(list, WritePair));
        writer.WriteOptional(_reported, WriteNumbers);
        writer.Write(_isAwarded);
        writer.Write(_isAddressed);
        _heard.Capture(writer);
        _said.Capture(writer);
        writer.WriteOptional(_held, WriteNumbers);
        writer.WriteOptional(_told, static (w, list) => w.WriteList(list, WritePair));
        writer.WriteOptional(_takenBack, WriteNumbers);
    }

    public static Participation Read(StateReader reader) => new()
    {
        _called = RoundSet.Read(reader),
        _answered = RoundSet.Read(reader),
        _replyBy = reader.ReadTime(),
        _lastCall = reader.ReadInt32(),
        _undecided = reader.ReadOptional(static r => r.ReadList(ReadPair)),
        _reported = reader.ReadOptional(ReadNumbers),
        _isAwarded = reader.ReadBoolean(),
        _isAddressed = reader.ReadBoolean(),
        _heard = RoundSet.Read(reader),
        _said = RoundSet.Read(reader),
        _held = reader.ReadOptional(ReadNumbers),
        _told = reader.ReadOptional(static r => r.ReadList(ReadPair)),
        _takenBack = reader.ReadOptional(ReadNumbers),
    };

    private static void WriteNumbers(StateWriter writer, List<int> numbers) =>
        writer.WriteList(numbers, static (w, n) => w.Write(n));

    private static List<int> ReadNumbers(StateReader reader) => reader.ReadList(static r => r.ReadInt32());

    private static void WritePair(StateWriter writer, (int Number, bool Flag) pair)
    {
        writer.Write(pair.Number);
        writer.Write(pair.Flag);
    }

    private static (int Number, bool Flag) ReadPair(StateReader reader) => (reader.ReadInt32(), reader.ReadBoolean());

    private string? Call(CallForProposals call, bool hasCrashed)
    {
        string? breach = call.Round < 1 ? "calls in a round below 1"
            : !_called.Add(call.Round) && !hasCrashed ? $"calls twice in round {call.Round}"
            : call.Round < _lastCall && !hasCrashed ? $"calls in round {call.Round} after round {_lastCall}"
            : null;
        _answered.Remove(call.Round);
        (_lastCall, _replyBy) = (Math.Max(_lastCall, call.Round), call.ReplyBy);
        return breach;
    }

    private string? Accept(AcceptProposal accept)
    {
        _isAwarded = true;
        if (accept.Round == 0)
        {
            return null;
        }

        bool isInTime = _undecided is not null && _undecided.Exists(p => !p.IsLate && p.Round <= accept.Round);
        bool isLate = _undecided is { Count: > 0 };
        _undecided?.RemoveAll(p => p.Round <= accept.Round);
        return isInTime ? null
            : isLate ? "accepts a proposal that came after its reply-by time"
            : "accepts what was not proposed, or is decided already";
    }

    private string? Reject(RejectProposal reject)
    {
        if (_undecided is null || !_undecided.Exists(p => p.Round <= reject.Round))
        {
            return "rejects what was not proposed, or is decided already";
        }

        if (reject.Reason == RejectionReason.Late)
        {
            _undecided.RemoveAll(p => p.Round == reject.Round);
            return null;
        }

        bool onlyLate = _undecided.TrueForAll(p => p.IsLate);
        _undecided.RemoveAll(p => p.Round <= reject.Round && !p.IsLate);
        if (onlyLate)
        {
            _undecided.Clear();
        }

        return onlyLate ? "rejects a late proposal for another reason than that it is late" : null;
    }

    private string? Answer(ContractNetMessage answer)
    {
        string word = answer is Propose ? "proposes" : "refuses";
        return !_heard.Contains(answer.Round) ? $"{word} in round {answer.Round} without having been called"
            : !_said.Add(answer.Round) ? $"{word} in round {answer.Round} after it has answered that call"
            : null;
    }

    private string? Tell(int attempt, bool isDone, bool hasCrashed)
    {
        if (_held is null || !_held.Contains(attempt))
        {
            return $"reports on award {attempt}, which it never got";
        }

        _told ??= [];
        bool contradicts = !hasCrashed && _told.Exists(t => t.Attempt == attempt && t.IsDone != isDone);
        if (!_told.Contains((attempt, isDone)))
        {
            _told.Add((attempt, isDone));
        }

        return contradicts ? $"reports award {attempt} both done and failed" : null;
    }
}

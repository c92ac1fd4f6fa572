using System.Globalization;
using Akka.Actor;
using TaskSwarm.Store.Databases;

namespace TaskSwarm.Store.Writing;

/// <content>The journal's life: made, failed, asked for again after a pause.</content>
internal sealed partial class RunKeeper
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private IActorRef? _journal;
    private int _journals;
    private bool _ready;
    private bool _retrying;
    private long? _troubleSince;
    private TimeSpan _pause = FirstPause;
    private string _troubleWords = "";

    private void ReceiveFromJournal()
    {
        Receive<JournalReady>(m => IsJournal(Sender), m =>
        {
            long expected = CommittedHere();
            if (m.Sequence != expected)
            {
                Trouble(new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                    $"the journal stands at {m.Sequence} where {expected} was expected")));
                return;
            }

            _ready = true;
            Pump();
        });
        Receive<JournalDone>(m => IsJournal(Sender), m => Done(m.Command));
        Receive<JournalFailed>(m => IsJournal(Sender), m => Trouble(m.Cause));
        Receive<Terminated>(m => IsJournal(m.ActorRef), _ => Trouble(new InvalidOperationException(
            "the journal stopped")));
        Receive<Overdue>(_ =>
        {
            // One attempt took all the patience there is.
            _troubleSince = Options.Clock.GetTimestamp()
                - (long)(Options.Patience.TotalSeconds * Options.Clock.TimestampFrequency);
            Trouble(new TimeoutException());
        });
        Receive<Retry>(_ => ProbeAsync().PipeTo(
            Self, success: stand => new Probed(stand.Token, stand.Epochs), failure: e => new ProbeFailed(e)));
        // What a journal that was given up still says, and its end.
        Receive<JournalReady>(_ => { });
        Receive<JournalDone>(_ => { });
        Receive<JournalFailed>(_ => { });
        Receive<Terminated>(_ => { });
    }

    private bool IsJournal(IActorRef sender) => _journal is not null && sender.Equals(_journal);

    private long CommittedHere() => _link.Committed - _start.Run.ForkEpoch;

    private void StartJournal()
    {
        _ready = false;
        _journals++;
        string name = string.Create(CultureInfo.InvariantCulture, $"journal-{_journals}");
        _journal = Context.Watch(Context.ActorOf(RunJournal.Props(Id), name));
    }

    /// <summary>
    /// Gives the journal up. After a pause the database is asked where the run stands, and a new journal goes on.
    /// </summary>
    private void Trouble(Exception cause)
    {
        if (_over)
        {
            return;
        }

        if (_journal is not null)
        {
            Context.Unwatch(_journal);
            Context.Stop(_journal);
            _journal = null;
        }

        _ready = false;
        _sent = false;
        _sealing = false;
        _retrying = true;
        Timers.Cancel(nameof(Overdue));
        long now = Options.Clock.GetTimestamp();
        _troubleSince ??= now;
        TimeSpan since = Options.Clock.GetElapsedTime(_troubleSince.Value, now);
        Fault fault = Database.Explain(cause);
        if (fault.Kind == FaultKind.Corrupt || cause is StoreException)
        {
            Fail(Database.Translate(cause, $"while run {Id} was written"));
        }
        else if (fault.Kind == FaultKind.Lasting || since >= Options.Patience)
        {
            Fail(GaveUp(fault, since, cause));
        }
        else
        {
            Warn(fault);
            TimeSpan left = Options.Patience - since;
            Timers.StartSingleTimer(nameof(Retry), Retry.Instance, _pause < left ? _pause : left);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }
    }

    private void Warn(Fault fault)
    {
        if (fault.Words != _troubleWords)
        {
            _troubleWords = fault.Words;
            Options.OnTrouble?.Invoke($"The store {Database.Address} does not take run {Id}: {fault.Words}. "
                + string.Create(
                    CultureInfo.InvariantCulture, $"Trying again for {Options.Patience.TotalSeconds:0.#} s."));
        }
    }

    private void Recovered()
    {
        if (_troubleSince is not long since)
        {
            return;
        }

        double seconds = Options.Clock.GetElapsedTime(since).TotalSeconds;
        _troubleSince = null;
        _troubleWords = "";
        _pause = FirstPause;
        Options.OnTrouble?.Invoke(string.Create(CultureInfo.InvariantCulture,
            $"The store {Database.Address} takes run {Id} again after {seconds:0.0} s."));
    }

    private StoreUnavailableException GaveUp(Fault fault, TimeSpan since, Exception cause)
    {
        string what = string.Create(CultureInfo.InvariantCulture,
            $"did not take run {Id}: {fault.Words} (tried for {since.TotalSeconds:0.#} s)");
        string left = string.Create(CultureInfo.InvariantCulture,
            $"The run is stored up to epoch {_link.Committed} and can be resumed from there.");
        return new StoreUnavailableException($"The store {Database.Address} {what}. {left}", cause)
        {
            LastCommittedEpoch = _link.Committed,
        };
    }

    private sealed record Retry
    {
        public static readonly Retry Instance = new();
    }
}

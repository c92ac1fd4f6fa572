using Akka.Actor;
using TaskSwarm.Store.Databases;
using TaskSwarm.Store.Frames;

namespace TaskSwarm.Store.Writing;

/// <summary>
/// Stands between a writer and its journal: packs and chains what is written, hands it on one at a time, and sees to it
/// that a failed journal is made anew and goes on from what did land.
/// </summary>
internal sealed partial class RunKeeper : ReceiveActor, IWithTimers
{
    /// <summary>The databases end an attempt by themselves before that; only a lost answer takes longer.</summary>
    private static readonly TimeSpan ShortestAttempt = TimeSpan.FromSeconds(45);

    private readonly RunStart _start;
    private readonly WriterLink _link;
    private readonly Queue<JournalCommand> _waiting = new();
    private readonly List<long> _snapshots;
    private byte[] _packedSum;
    private byte[] _committedSum;
    private long _packed;
    private long _packedEvents;
    private bool _sent;
    private FinishRun? _finish;
    private bool _sealing;
    private bool _over;

    public RunKeeper(RunStart start)
    {
        _start = start;
        _link = start.Link;
        _packedSum = start.Sum;
        _committedSum = start.Sum;
        _packed = start.OwnEpochs;
        _packedEvents = start.TotalEvents;
        _snapshots = [.. start.Snapshots];
        ReceiveFromWriter();
        ReceiveFromJournal();
        ReceiveFromDatabase();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Database Database => _start.Database;

    private StoreOptions Options => _start.Database.Options;

    private string Id => _start.Run.Id;

    public static Props Props(RunStart start) => Akka.Actor.Props.Create(() => new RunKeeper(start));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(Beat), Beat.Instance, Options.Lease / 3);
        // Early, so that the journal is warm before the first epoch comes.
        if (_start.Run.Keep != RunKeep.Summary)
        {
            StartJournal();
        }
    }

    /// <summary>A journal that throws, whatever it throws, is stopped: only a new one reads where it stands.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => Supervision;

    internal static readonly SupervisorStrategy Supervision =
        new OneForOneStrategy(_ => Directive.Stop, loggingEnabled: false);

    private void ReceiveFromWriter()
    {
        Receive<AcceptEpoch>(m =>
        {
            if (_over)
            {
                return;
            }

            EpochFrame frame = EpochFrame.Write(m.Block, _start.Owner.Token, _packedSum, _packedEvents);
            m.Block.OnPacked?.Invoke();
            _packedSum = frame.Sum;
            _packedEvents = frame.TotalEvents;
            _packed++;
            _waiting.Enqueue(new StoreEpoch(_packed, frame));
            Pump();
        });
        Receive<AcceptSnapshot>(m =>
        {
            if (_over)
            {
                return;
            }

            SnapshotFrame frame = SnapshotFrame.Write(m.Block, _start.Owner.Token, _packedSum);
            _waiting.Enqueue(new StoreSnapshot(_packed, frame));
            Pump();
        });
        Receive<FinishRun>(m =>
        {
            _finish ??= m;
            Pump();
        });
    }

    /// <summary>Sends the next thing on if nothing is under way.</summary>
    private void Pump()
    {
        if (_over || _sent || _sealing || _retrying)
        {
            return;
        }

        if (_waiting.TryPeek(out JournalCommand? next))
        {
            if (_journal is null)
            {
                StartJournal();
            }
            else if (_ready)
            {
                _sent = true;
                Timers.StartSingleTimer(nameof(Overdue), Overdue.Instance,
                    Options.Patience > ShortestAttempt ? Options.Patience : ShortestAttempt);
                _journal.Tell(next);
            }
        }
        else if (_finish is not null)
        {
            _sealing = true;
            SealAsync(_finish.Ending).PipeTo(Self, success: ok => new SealEnded(ok), failure: e => new SealFailed(e));
        }
    }

    private void Done(JournalCommand command)
    {
        _waiting.Dequeue();
        _sent = false;
        Timers.Cancel(nameof(Overdue));
        switch (command)
        {
            case StoreEpoch epoch:
                _committedSum = epoch.Frame.Sum;
                _link.Commit(epoch.Frame.Number);
                break;
            case StoreSnapshot snapshot:
                _link.LeaveRoom();
                Thin(snapshot.Sequence);
                break;
        }

        Recovered();
        Pump();
    }

    private void Thin(long sequence)
    {
        if (!_snapshots.Contains(sequence))
        {
            _snapshots.Add(sequence);
        }

        foreach (long surplus in SnapshotThinning.Surplus(_snapshots))
        {
            _snapshots.Remove(surplus);
            _journal?.Tell(new DropSnapshot(surplus));
        }
    }

    private sealed record Beat
    {
        public static readonly Beat Instance = new();
    }

    private sealed record Overdue
    {
        public static readonly Overdue Instance = new();
    }
}

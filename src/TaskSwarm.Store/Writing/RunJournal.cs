using Akka.Actor;
using Akka.Persistence;

namespace TaskSwarm.Store.Writing;

/// <summary>
/// The persistent actor of a run: one event an epoch, one commit an event. It holds no state but its sequence number,
/// so its recovery reads that number and no events.
/// </summary>
/// <remarks>
/// Akka stops a persistent actor whose write failed, since nobody knows whether the write landed. Its parent makes a
/// new one, which then finds out.
/// </remarks>
internal sealed class RunJournal(string run) : UntypedPersistentActor
{
    private StoreSnapshot? _snapshot;

    public override string PersistenceId => run;

    public override Recovery Recovery => Recovery.None;

    public static Props Props(string run) => Akka.Actor.Props.Create(() => new RunJournal(run));

    protected override void OnRecover(object message)
    {
        if (message is RecoveryCompleted)
        {
            Context.Parent.Tell(new JournalReady(LastSequenceNr));
        }
    }

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case StoreEpoch epoch:
                Store(epoch);
                break;
            case StoreSnapshot snapshot:
                _snapshot = snapshot;
                SaveSnapshot(new StoredSnapshot(snapshot.Frame.Bytes));
                break;
            case SaveSnapshotSuccess when _snapshot is not null:
                Context.Parent.Tell(new JournalDone(_snapshot));
                _snapshot = null;
                break;
            case SaveSnapshotFailure failure:
                Context.Parent.Tell(new JournalFailed(failure.Cause));
                break;
            case DropSnapshot drop:
                DeleteSnapshot(drop.Sequence);
                break;
            case DeleteSnapshotSuccess or DeleteSnapshotFailure:
                // A snapshot too many does no harm, and the next thinning meets it again.
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(new JournalFailed(cause));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Context.Parent.Tell(new JournalFailed(cause));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Context.Parent.Tell(new JournalFailed(reason));

    private void Store(StoreEpoch epoch)
    {
        if (epoch.Sequence != LastSequenceNr + 1)
        {
            Context.Parent.Tell(new JournalFailed(new InvalidOperationException(
                $"the journal of run {run} stands at {LastSequenceNr}, so {epoch.Sequence} is not next")));
            return;
        }

        IActorRef parent = Context.Parent;
        Persist(new StoredEpoch(epoch.Frame.Bytes), _ => parent.Tell(new JournalDone(epoch)));
    }
}

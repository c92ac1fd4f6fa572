using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace TaskSwarm.Actors.Lanes;

/// <summary>
/// A message queue for actors that rarely have more than one message waiting: one slot, and a queue that is made only
/// when the slot is taken. Any thread may enqueue; one at a time dequeues. Messages of one sender keep their order. An
/// idle queue takes 56 bytes; the concurrent queue that Akka uses by default takes more than 1,000 once used.
/// </summary>
internal sealed class SlimQueue : IMessageQueue
{
    private const int Empty = 0;
    private const int Filling = 1;
    private const int Full = 2;

    private Envelope _slot;
    private int _slotState;
    private Queue<Envelope>? _overflow;

    public bool HasMessages => Volatile.Read(ref _slotState) == Full || Volatile.Read(ref _overflow) is not null;

    public int Count
    {
        get
        {
            lock (this)
            {
                return (Volatile.Read(ref _slotState) == Full ? 1 : 0) + (_overflow?.Count ?? 0);
            }
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        // As long as something waits in the overflow, the slot must stay empty, or later messages would overtake it.
        if (Volatile.Read(ref _overflow) is null
            && Interlocked.CompareExchange(ref _slotState, Filling, Empty) == Empty)
        {
            _slot = envelope;

            // A full fence: the sender looks next whether the mailbox is being run, and must not do so before the
            // message can be seen, or both it and the one who runs the mailbox would leave it to the other.
            Interlocked.Exchange(ref _slotState, Full);
            return;
        }

        lock (this)
        {
            Queue<Envelope> overflow = _overflow ?? new Queue<Envelope>();
            overflow.Enqueue(envelope);
            Volatile.Write(ref _overflow, overflow);
        }

        Interlocked.MemoryBarrier();
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (Volatile.Read(ref _slotState) == Full)
        {
            envelope = _slot;
            _slot = default;
            Volatile.Write(ref _slotState, Empty);
            return true;
        }

        if (Volatile.Read(ref _overflow) is null)
        {
            envelope = default;
            return false;
        }

        lock (this)
        {
            envelope = _overflow!.Dequeue();
            if (_overflow.Count == 0)
            {
                Volatile.Write(ref _overflow, null);
            }

            return true;
        }
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out Envelope envelope))
        {
            deadletters.Enqueue(owner, envelope);
        }
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Events;

/// <summary>
/// One pending event. (time, receiver, sender, sequence) is the total order of a run; the sequence is the sender's
/// own count, so no two events are equal.
/// </summary>
/// <param name="Time">When it takes place.</param>
/// <param name="Receiver">Who reacts.</param>
/// <param name="Sender">Who caused it.</param>
/// <param name="Sequence">The sender's running number.</param>
/// <param name="Payload">What is said.</param>
/// <param name="TimerOf">0 for a message; for a timer the incarnation (1 and up) of the agent that set it.</param>
public readonly record struct Envelope(
    SimTime Time, AgentId Receiver, AgentId Sender, long Sequence, IMessage Payload, int TimerOf = 0)
    : IComparable<Envelope>
{
    /// <summary>The total order.</summary>
    public int CompareTo(Envelope other)
    {
        int byTime = Time.Micros.CompareTo(other.Time.Micros);
        if (byTime != 0)
        {
            return byTime;
        }

        int byReceiver = Receiver.Index.CompareTo(other.Receiver.Index);
        return byReceiver != 0 ? byReceiver : CompareForReceiver(other);
    }

    /// <summary>Whether <paramref name="a"/> comes first; like the operator, without copying.</summary>
    internal static bool IsBefore(in Envelope a, in Envelope b)
    {
        if (a.Time.Micros != b.Time.Micros)
        {
            return a.Time.Micros < b.Time.Micros;
        }

        return a.Receiver.Index != b.Receiver.Index
            ? a.Receiver.Index < b.Receiver.Index
            : a.CompareForReceiver(b) < 0;
    }

    private int CompareForReceiver(in Envelope other)
    {
        int bySender = Sender.Index.CompareTo(other.Sender.Index);
        return bySender != 0 ? bySender : Sequence.CompareTo(other.Sequence);
    }

    /// <summary>Whether <paramref name="a"/> comes first.</summary>
    public static bool operator <(Envelope a, Envelope b) => a.CompareTo(b) < 0;

    /// <summary>Whether <paramref name="a"/> comes later.</summary>
    public static bool operator >(Envelope a, Envelope b) => a.CompareTo(b) > 0;

    /// <summary>Whether <paramref name="a"/> does not come later.</summary>
    public static bool operator <=(Envelope a, Envelope b) => a.CompareTo(b) <= 0;

    /// <summary>Whether <paramref name="a"/> does not come first.</summary>
    public static bool operator >=(Envelope a, Envelope b) => a.CompareTo(b) >= 0;
}

using System.Security.Cryptography;
using Akka.Actor;
using TaskSwarm.Cluster.Observation;

namespace TaskSwarm.Cluster.Messages;

/// <summary>Sends messages to other nodes in pieces below the frame size.</summary>
internal static class Post
{
    // A process that is started again must not go on with the numbers of the one before.
    private static long _last = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & (long.MaxValue >> 8);

    /// <summary>Sends a message. May be called from any thread.</summary>
    public static void Send(ICanTell to, ClusterMessage message, IActorRef? from)
    {
        byte[] bytes = message.ToBytes();
        Wire.CountSent(bytes.Length);
        long id = Interlocked.Increment(ref _last);
        int count = Parcel.CountOf(bytes.Length);
        for (int i = 0; i < count; i++)
        {
            int at = i * Parcel.MostBytes;
            to.Tell(
                new Parcel(id, i, count, bytes.AsMemory(at, Math.Min(Parcel.MostBytes, bytes.Length - at))),
                from ?? ActorRefs.NoSender!);
        }
    }
}

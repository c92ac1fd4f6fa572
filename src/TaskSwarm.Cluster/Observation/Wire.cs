namespace TaskSwarm.Cluster.Observation;

/// <summary>What this process has sent to other members and got from them, without the frames around it.</summary>
internal static class Wire
{
    private static long _sent;
    private static long _received;
    private static long _resent;

    /// <summary>Bytes sent.</summary>
    public static long Sent => Volatile.Read(ref _sent);

    /// <summary>Bytes received.</summary>
    public static long Received => Volatile.Read(ref _received);

    /// <summary>Parcels that another node had to ask for again.</summary>
    public static long Resent => Volatile.Read(ref _resent);

    /// <summary>A message was sent.</summary>
    public static void CountSent(int bytes) => Interlocked.Add(ref _sent, bytes);

    /// <summary>A piece of a message was received.</summary>
    public static void CountReceived(int bytes) => Interlocked.Add(ref _received, bytes);

    /// <summary>A message is sent again in so many parcels.</summary>
    public static void CountResent(int parcels) => Interlocked.Add(ref _resent, parcels);
}

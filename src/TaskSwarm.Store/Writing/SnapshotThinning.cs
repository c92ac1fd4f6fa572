namespace TaskSwarm.Store.Writing;

/// <summary>
/// Which snapshots to keep: the newest three, and of the older ones so many that from any moment the last snapshot
/// before it is at most about twice as far back as it must be.
/// </summary>
/// <remarks>
/// With ages counted in epochs from the newest, a snapshot goes when the kept one after it and the one before it lie
/// within a factor of two of each other. What is left grows with the logarithm of the run's length.
/// </remarks>
internal static class SnapshotThinning
{
    public const int Newest = 3;

    /// <summary>The places to give up.</summary>
    /// <param name="places">Sequence numbers of all snapshots, rising.</param>
    public static List<long> Surplus(IReadOnlyList<long> places)
    {
        var surplus = new List<long>();
        if (places.Count <= Newest + 1)
        {
            return surplus;
        }

        long newest = places[^1];
        long kept = places[^Newest];
        // The oldest one always stays: it is the way back to the beginning.
        for (int i = places.Count - Newest - 1; i > 0; i--)
        {
            long ageAfter = newest - kept;
            long ageBefore = newest - places[i - 1];
            if (ageBefore <= 2 * ageAfter)
            {
                surplus.Add(places[i]);
            }
            else
            {
                kept = places[i];
            }
        }

        return surplus;
    }
}

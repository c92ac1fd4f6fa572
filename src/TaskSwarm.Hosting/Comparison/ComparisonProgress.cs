namespace TaskSwarm.Hosting.Comparison;

/// <summary>How far a comparison is; may be read from any thread at any time.</summary>
/// <param name="total">How many runs there are.</param>
public sealed class ComparisonProgress(int total)
{
    private int _begun;
    private int _ended;
    private int _failed;

    /// <summary>How many runs there are.</summary>
    public int Total => total;

    /// <summary>How many have ended.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>How many are under way.</summary>
    public int UnderWay => Math.Max(0, Volatile.Read(ref _begun) - Ended);

    /// <summary>How many did not complete.</summary>
    public int Failed => Volatile.Read(ref _failed);

    internal void Begin() => Interlocked.Increment(ref _begun);

    internal void End(ComparedRun run)
    {
        if (!run.IsComplete)
        {
            Interlocked.Increment(ref _failed);
        }

        Interlocked.Increment(ref _ended);
    }
}

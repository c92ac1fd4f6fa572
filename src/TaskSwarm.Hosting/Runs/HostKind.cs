namespace TaskSwarm.Hosting.Runs;

/// <summary>What carries a run. All hosts reach the same digest; they differ in speed and in what they show.</summary>
public enum HostKind
{
    /// <summary>Every agent is an Akka actor; regions work on several threads.</summary>
    Actors,

    /// <summary>One loop on one thread, without Akka: the oracle that the others are held to.</summary>
    Sequential,
}

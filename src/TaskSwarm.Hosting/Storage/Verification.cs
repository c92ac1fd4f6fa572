using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Storage;

/// <summary>What verifying a persisted run came to.</summary>
/// <param name="Difference">The first difference; null if the run is the one that is stored.</param>
/// <param name="Windows">How many windows were made again and compared.</param>
/// <param name="From">From when the run was made again.</param>
/// <param name="Until">Up to when it was.</param>
/// <param name="Result">What the run made again came to.</param>
public sealed record Verification(
    RunDifference? Difference, long Windows, SimTime From, SimTime Until, RunResult Result);

using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Differences;

/// <summary>How the ways of one body differ.</summary>
/// <param name="Agent">Its agent's name.</param>
/// <param name="FirstApart">When the two were first farther apart than <see cref="RunDiffer.Apart"/>, as far as was
/// sampled; <see cref="SimTime.Never"/> if only one of the runs has the body.</param>
/// <param name="Largest">The largest distance between the two, m; NaN if only one of the runs has the body.</param>
/// <param name="LargestAt">When that was.</param>
/// <param name="OnlyIn">The name of the run that alone has the body; null if both have it.</param>
public sealed record TrajectoryDifference(
    string Agent, SimTime FirstApart, double Largest, SimTime LargestAt, string? OnlyIn);

using TaskSwarm.Hosting.Histories;

namespace TaskSwarm.Hosting.Differences;

/// <summary>That a run is a fork.</summary>
/// <param name="Run">What it is called.</param>
/// <param name="Fork">From which, when, and with which changes.</param>
public sealed record ForkDifference(string Run, RunFork Fork);

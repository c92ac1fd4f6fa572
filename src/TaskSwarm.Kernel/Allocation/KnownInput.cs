using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Allocation;

/// <summary>What a task fetches from a task that is done or under way, and so not part of the problem.</summary>
/// <param name="Agent">Where it lies, by its place in <see cref="AllocationProblem.Agents"/>; -1 for the shared
/// store, from which all fetch at their own speed.</param>
/// <param name="Bytes">How much it is.</param>
/// <param name="ReadyAt">From when it is there.</param>
public readonly record struct KnownInput(int Agent, double Bytes, SimTime ReadyAt);

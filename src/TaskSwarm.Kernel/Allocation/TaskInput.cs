namespace TaskSwarm.Kernel.Allocation;

/// <summary>What a task waits for and fetches from another task of the same problem.</summary>
/// <param name="Task">The other task, by its place in <see cref="AllocationProblem.Tasks"/>.</param>
/// <param name="Bytes">What has to be carried if the two are on different agents; 0 for bare precedence.</param>
public readonly record struct TaskInput(int Task, double Bytes);

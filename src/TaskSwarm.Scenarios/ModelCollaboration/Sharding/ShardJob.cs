using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharding;

/// <summary>A shard that a member is to train on.</summary>
/// <param name="Task">The task that it was awarded.</param>
/// <param name="Slowness">How many times as long it takes as it should.</param>
internal readonly record struct ShardJob(TaskId Task, double Slowness);

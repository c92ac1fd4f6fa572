using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Hosting.Export;

/// <summary>A row of <c>events</c>.</summary>
internal readonly record struct EventRow(
    EventRecord Record, long Window, string Agent, TaskId? Task, string? TaskName, string Data);

/// <summary>A row of <c>messages</c>.</summary>
internal readonly record struct MessageRow(
    MessageRecord Record, long Window, string Agent, string Peer, TaskId? Task, string? TaskName, string? Conversation,
    int? Round, string Data);

/// <summary>A row of <c>trajectories</c>.</summary>
internal readonly record struct PositionRow(SimTime Time, AgentId AgentId, string Agent, Vec3 Position);

/// <summary>A row of <c>metrics</c>.</summary>
internal readonly record struct MetricRow(string Name, double Value);

/// <summary>A row of <c>agents</c>.</summary>
internal readonly record struct AgentRow(AgentId AgentId, string Agent, string? Squad);

/// <summary>A row of <c>tasks</c>.</summary>
internal readonly record struct TaskRow(TaskRecord Record, string? Agent);

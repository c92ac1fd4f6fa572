using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.Logistics.Agents;
using TaskSwarm.Scenarios.Logistics.Routing;

namespace TaskSwarm.Scenarios.Logistics;

/// <summary>What a fleet's plan says of which vehicle can serve which request, if it serves nothing else.</summary>
internal sealed class FleetFacts(FleetPlan plan) : IScenarioFacts
{
    /// <inheritdoc/>
    public IReadOnlyList<AgentId> Workers { get; } =
        [.. Enumerable.Range(0, plan.Fleet.Count).Select(FleetDirectory.Vehicle)];

    /// <inheritdoc/>
    public TaskId? Find(string taskName) =>
        plan.Requests.FirstOrDefault(r => r.Name == taskName) is { } request ? new TaskId(request.Id) : null;

    /// <inheritdoc/>
    public string? NameOf(TaskId task) =>
        (uint)task.Number < (uint)plan.Requests.Count ? plan.Requests[task.Number].Name : null;

    /// <inheritdoc/>
    public Shortfall? WhyUnable(AgentId agent, TaskId task)
    {
        var vehicle = FleetDirectory.IndexOf(agent);
        return vehicle < 0 || vehicle >= plan.Fleet.Count || (uint)task.Number >= (uint)plan.Requests.Count
            ? null
            : RouteShortfall.Of(new Route(plan.Fleet[vehicle]), plan.Requests[task.Number]);
    }
}

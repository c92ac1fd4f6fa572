namespace TaskSwarm.Scenarios.Crew.Agents;

/// <content>What strategies that the agent runs itself ask of it.</content>
internal sealed partial class WorkerAgent
{
    public bool Holds(int item) => _jobs.Exists(j => j.Item == item);
}

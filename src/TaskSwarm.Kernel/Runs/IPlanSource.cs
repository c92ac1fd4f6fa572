namespace TaskSwarm.Kernel.Runs;

/// <summary>A run reader that can write the plan that was carried out in the form of a public checker.</summary>
public interface IPlanSource
{
    /// <summary>The plan as one JSON document.</summary>
    string PlanJson();
}

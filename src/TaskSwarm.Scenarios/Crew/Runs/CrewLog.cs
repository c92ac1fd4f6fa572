using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>Reads a run of a crew: what was carried out by whom and when.</summary>
public sealed class CrewLog : IRunReader
{
    private readonly List<CrewExecution> _done = [];

    /// <summary>A reader for one run.</summary>
    /// <param name="plan">The scenario.</param>
    /// <param name="name">The scenario's name, for pictures.</param>
    public CrewLog(CrewPlan plan, string name) => (Plan, Name) = (plan, name);

    /// <summary>The scenario.</summary>
    public CrewPlan Plan { get; }

    /// <summary>The scenario's name.</summary>
    public string Name { get; }

    /// <summary>What was carried out with success, in the order in which it was reported.</summary>
    public IReadOnlyList<CrewExecution> Done => _done;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
    }
}

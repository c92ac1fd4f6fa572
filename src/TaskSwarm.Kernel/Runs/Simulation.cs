using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Runs;

/// <summary>All that a host needs to make a run. Immutable: the same object can be run any number of times.</summary>
public sealed record Simulation
{
    /// <summary>The scenario's name.</summary>
    public required string Name { get; init; }

    /// <summary>The scenario's kind, such as <c>logistics</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The allocation strategy's name.</summary>
    public required string Strategy { get; init; }

    /// <summary>The seed of every random stream.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The last instant at which events take place.</summary>
    public required SimTime End { get; init; }

    /// <summary>The virtual network; its smallest latency is the lookahead.</summary>
    public required NetworkModel Network { get; init; }

    /// <summary>The agents of the start; their numbers are their places in this list.</summary>
    public required IReadOnlyList<AgentBlueprint> Agents { get; init; }

    /// <summary>The squads. An agent's squad must be among them.</summary>
    public IReadOnlyList<SquadSpec> Squads { get; init; } =
        [new SquadSpec(SquadSpec.DefaultName, SupervisionPolicy.Default)];

    /// <summary>The shape of space.</summary>
    public WorldSpec World { get; init; } = WorldSpec.Unbounded;

    /// <summary>The failures that the scenario asks for.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>What a bug in an agent does to the run.</summary>
    public ErrorPolicy OnError { get; init; } = ErrorPolicy.Escalate;

    /// <summary>What can be said of tasks and agents beforehand; null if nothing.</summary>
    public IScenarioFacts? Facts { get; init; }

    /// <summary>Makes the readers of one run: metrics, monitors of the kind, pictures, plans.</summary>
    public Func<IReadOnlyList<IRunReader>> CreateReaders { get; init; } = static () => [];

    /// <summary>Makes the monitors that runs of every kind have; scenarios get
    /// <see cref="StandardMonitors.Create"/>.</summary>
    public Func<IReadOnlyList<IRunReader>> CreateMonitors { get; init; } = static () => [];
}

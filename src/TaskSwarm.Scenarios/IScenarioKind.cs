using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios;

/// <summary>A kind of scenario: what its files hold beside the common sections, and how they become a simulation.
/// </summary>
public interface IScenarioKind
{
    /// <summary>The word after <c>kind:</c>.</summary>
    string Name { get; }

    /// <summary>What scenarios of the kind are about, in a few words.</summary>
    string Description { get; }

    /// <summary>The strategy of scenarios that name none.</summary>
    string DefaultStrategy { get; }

    /// <summary>Why scenarios of the kind cannot use a strategy, in words for the user, such as "heft orders task
    /// graphs; a formation has none". Null if they can.</summary>
    string? Objection(StrategyInfo strategy);

    /// <summary>The kind's own top-level fields. No name of a common field may be used.</summary>
    IReadOnlyList<Field> Sections { get; }

    /// <summary>A small complete scenario with comments, for <c>taskswarm new</c>.</summary>
    string Template { get; }

    /// <summary>Builds the simulation, usually by <see cref="ScenarioReading.Assemble"/>. Called only when every
    /// field is good; what is wrong beyond that is reported to <paramref name="scenario"/>.</summary>
    /// <returns>The simulation; null if it cannot be built, and then problems were reported.</returns>
    Simulation? Build(ScenarioReading scenario);
}

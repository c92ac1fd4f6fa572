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

    /// <summary>The allocation strategies that the kind knows; the first is the default.</summary>
    IReadOnlyList<string> Strategies { get; }

    /// <summary>The kind's own top-level fields. No name of a common field may be used.</summary>
    IReadOnlyList<Field> Sections { get; }

    /// <summary>A small complete scenario with comments, for <c>taskswarm new</c>.</summary>
    string Template { get; }

    /// <summary>Builds the simulation, usually by <see cref="ScenarioReading.Assemble"/>. Called only when every
    /// field is good; what is wrong beyond that is reported to <paramref name="scenario"/>.</summary>
    /// <returns>The simulation; null if it cannot be built, and then problems were reported.</returns>
    Simulation? Build(ScenarioReading scenario);
}

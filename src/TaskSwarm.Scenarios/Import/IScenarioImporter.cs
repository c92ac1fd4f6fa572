using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Import;

/// <summary>Turns a file of another format into a scenario that runs on its own.</summary>
public interface IScenarioImporter
{
    /// <summary>The format's name on the command line.</summary>
    string Name { get; }

    /// <summary>What the format is, in a few words.</summary>
    string Description { get; }

    /// <summary>Reads the text of a file of the format.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file's name, for problems and for the scenario's name.</param>
    ImportResult Import(string text, string file);
}

/// <summary>What an import gave.</summary>
/// <param name="Scenario">The text of the scenario; null if there are problems.</param>
/// <param name="Problems">Everything that is wrong with the file.</param>
public sealed record ImportResult(string? Scenario, IReadOnlyList<Problem> Problems);

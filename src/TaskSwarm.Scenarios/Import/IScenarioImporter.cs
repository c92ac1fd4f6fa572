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

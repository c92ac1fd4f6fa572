namespace TaskSwarm.Cli.Commands;

/// <summary>Finds the settings that a user may change.</summary>
internal static class ConfigFile
{
    /// <summary>A file of the folder <c>config</c>: the working directory's, else the one beside the program; null if
    /// neither has it.</summary>
    public static string? Find(string name) =>
        new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory }
            .Select(folder => Path.Combine(folder, "config", name))
            .FirstOrDefault(File.Exists);
}

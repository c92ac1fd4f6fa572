namespace TaskSwarm.Tests;

/// <summary>The working copy that the tests were built from.</summary>
internal static class WorkingCopy
{
    /// <summary>The folder that holds TaskSwarm.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file or folder of the working copy.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The shipped scenarios, in order; without those whose data have to be fetched first, which are tested by
    /// themselves.</summary>
    public static IEnumerable<string> Scenarios => Directory
        .EnumerateFiles(PathOf("scenarios"), "*.yaml", SearchOption.AllDirectories)
        .Where(file => !File.ReadAllText(file).Contains("source: mnist\n", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TaskSwarm.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("TaskSwarm.sln is not above the tests.");
    }
}

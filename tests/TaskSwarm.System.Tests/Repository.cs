using Xunit;

namespace TaskSwarm.System.Tests;

/// <summary>Where things are in the working copy that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The program that was built with the same configuration as these tests.</summary>
    public static string Program { get; } = Path.Combine(
        Root, "src", "TaskSwarm.Cli", "bin", Configuration, "net10.0", "taskswarm.dll");

    /// <summary>The scenarios that come with the program, relative to the root, in order; without those whose data have
    /// to be fetched first, which are tested by themselves.</summary>
    public static TheoryData<string> Scenarios =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "scenarios"), "*.yaml", SearchOption.AllDirectories)
            .Where(f => !File.ReadAllText(f).Contains("source: mnist\n", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The public benchmarks beside the working copy; null if they are not there.</summary>
    public static string? Benchmarks =>
        Path.Combine(Root, "..", "shared", "benchmarks") is string folder && Directory.Exists(folder) ? folder : null;

    private static string Configuration =>
        new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name
        ?? throw new InvalidOperationException("The tests are not in a folder of their configuration.");

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TaskSwarm.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No folder above the tests holds TaskSwarm.sln.");
    }
}

using System.Reflection;

namespace TaskSwarm.Conventions.Tests;

/// <summary>The repository as text and as assemblies.</summary>
internal static class Source
{
    public static readonly Assembly Kernel = typeof(TaskSwarm.Kernel.Runs.RunCore).Assembly;
    public static readonly Assembly Allocation = typeof(TaskSwarm.Allocation.AllocatorCatalog).Assembly;
    public static readonly Assembly Learning = typeof(TaskSwarm.Learning.Models.Perceptron).Assembly;
    public static readonly Assembly Scenarios = typeof(TaskSwarm.Scenarios.ScenarioCatalog).Assembly;
    public static readonly Assembly Actors = typeof(TaskSwarm.Actors.ActorHost).Assembly;
    public static readonly Assembly Store = typeof(TaskSwarm.Store.RunStore).Assembly;

    /// <summary>The assemblies that decide what a run does.</summary>
    public static readonly IReadOnlyList<Assembly> Deciding = [Kernel, Allocation, Learning, Scenarios];

    public static string Root { get; } = FindRoot();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>C# files that people write, with their paths from the root, in order.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(At(folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), path))
            .Where(f => !f.Name.Contains("/bin/", StringComparison.Ordinal)
                && !f.Name.Contains("/obj/", StringComparison.Ordinal))
            .OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    /// <summary>Concrete types that implement or extend a type, nested and internal ones included.</summary>
    public static IEnumerable<Type> Implementations(Type of, params Assembly[] assemblies) => assemblies
        .SelectMany(a => a.GetTypes())
        .Where(t => !t.IsAbstract && !t.IsInterface && of.IsAssignableFrom(t))
        .OrderBy(t => t.FullName, StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TaskSwarm.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No TaskSwarm.sln above {AppContext.BaseDirectory}.");
    }
}

/// <summary>A file of source text.</summary>
internal sealed class SourceFile(string name, string path)
{
    private readonly Lazy<string[]> _lines = new(() => File.ReadAllLines(path));

    public string Name => name;

    public string[] Lines => _lines.Value;
}

using Shouldly;

namespace TaskSwarm.Tests.BadInput;

/// <summary>The folder of broken files and their expected messages. With TASKSWARM_ACCEPT=1 in the environment the
/// messages of this program are written as the expected ones, to be read before they are committed.</summary>
internal static class BrokenFiles
{
    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = WorkingCopy.Root;

    private static readonly string Root = Path.Combine(Repository, "tests", "TaskSwarm.Tests", "BadInput");

    /// <summary>The files of a pattern, as paths below the folder with forward slashes, sorted.</summary>
    public static IEnumerable<string> Find(string pattern) =>
        Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>The full path of a file.</summary>
    public static string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>Compares messages with the file beside the broken one; in both, files are named without folder.
    /// </summary>
    public static void ShouldMatchExpected(string file, IEnumerable<string> messages)
    {
        var folder = Path.GetDirectoryName(PathOf(file)) + Path.DirectorySeparatorChar;
        var actual = messages.Select(message => message.Replace(folder, "", StringComparison.Ordinal)).ToList();
        var expected = PathOf(file) + ".expected";
        if (Environment.GetEnvironmentVariable("TASKSWARM_ACCEPT") == "1")
        {
            File.WriteAllLines(expected, actual);
        }
        actual.ShouldNotBeEmpty();
        actual.ShouldBe(File.ReadAllLines(expected));
    }
}

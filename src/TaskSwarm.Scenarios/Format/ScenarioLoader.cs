using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format.Common;

namespace TaskSwarm.Scenarios.Format;

/// <summary>Turns scenario files into simulations. Nothing is started, and nothing is thrown for a bad file.</summary>
/// <param name="kinds">The kinds that files may be of.</param>
/// <param name="strategies">The strategies that the kinds name.</param>
public sealed class ScenarioLoader(IReadOnlyList<IScenarioKind> kinds, IStrategyCatalog strategies)
{
    /// <summary>Loads a file.</summary>
    /// <param name="path">The file; files that it names are looked for beside it.</param>
    /// <param name="overrides">What the command line changes.</param>
    public ScenarioResult LoadFile(string path, ScenarioOverrides overrides)
    {
        var problems = new Problems();
        return ScenarioFile.ReadText(path, problems) is { } text
            ? LoadText(path, text, overrides)
            : Failed(problems, "");
    }

    /// <summary>Loads a text.</summary>
    /// <param name="file">The name that problems carry, and the place from which other files are looked for.</param>
    /// <param name="text">The text.</param>
    /// <param name="overrides">What the command line changes.</param>
    public ScenarioResult LoadText(string file, string text, ScenarioOverrides overrides) =>
        LoadText(file, text, overrides, new Dictionary<string, string>());

    /// <summary>Loads a text whose other files are at hand.</summary>
    /// <param name="file">The name that problems carry, and the place from which files that are not at hand are looked
    /// for.</param>
    /// <param name="text">The text.</param>
    /// <param name="overrides">What is to be changed.</param>
    /// <param name="companions">Texts of files that the scenario names, as <see cref="ScenarioResult.Companions"/>.
    /// </param>
    public ScenarioResult LoadText(
        string file, string text, ScenarioOverrides overrides, IReadOnlyDictionary<string, string> companions)
    {
        ArgumentNullException.ThrowIfNull(companions);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, content) in companions)
        {
            files.Add(path, content);
        }

        var problems = new Problems();
        if (YamlReader.Read(new SourceText(file, text), problems) is not { } root)
        {
            return Failed(problems, "");
        }
        root = OverrideApplier.Apply(root, overrides, problems);
        var resolved = ResolvedScenario.ToJson(root);
        if (root is not MapNode map)
        {
            problems.Add(root.Place, "", root.Describe(), "a map that starts with taskswarm: 1");
            return Failed(problems, resolved);
        }
        var simulation = Build(map, file, problems, files);
        return simulation is not null && problems.Count == 0
            ? new ScenarioResult(simulation, [], 0, resolved, ResolvedScenario.Hash(resolved))
            {
                Document = ResolvedScenario.ToOrderedJson(root),
                Companions = files,
            }
            : Failed(problems, resolved);
    }

    private Simulation? Build(MapNode map, string file, Problems problems, IDictionary<string, string> companions)
    {
        if (!HasKnownVersion(map, problems))
        {
            return null;
        }
        if (FindKind(map, problems) is not { } kind)
        {
            // What does not depend on the kind can still be checked.
            _ = Shape.Section("a scenario", ScenarioHead.Common, read => read)
                .TryRead(map, NodePath.Root, problems, _ => true, out _);
            return null;
        }
        var shape = Shape.Section(
            $"a scenario of kind {kind.Name}", ScenarioHead.FieldsFor(kind, strategies),
            read => new ScenarioReading(read, kind, strategies, file, problems, companions));
        return shape.TryRead(map, NodePath.Root, problems, ScenarioSchema.IsExtension, out var scenario)
            ? kind.Build(scenario)
            : null;
    }

    // A file of another version may be right in ways this program does not know: nothing else is said about it.
    private static bool HasKnownVersion(MapNode map, Problems problems)
    {
        var version = Shape.Section("a scenario", [ScenarioHead.Format], read => read.Get(ScenarioHead.Format));
        return version.TryRead(map, NodePath.Root, problems, _ => true, out _);
    }

    private IScenarioKind? FindKind(MapNode map, Problems problems)
    {
        var field = ScenarioHead.KindFor(kinds);
        var named = Shape.Section("a scenario", [field], read => read.Get(field));
        return named.TryRead(map, NodePath.Root, problems, _ => true, out var name)
            ? kinds.Single(kind => kind.Name == name)
            : null;
    }

    private static ScenarioResult Failed(Problems problems, string resolved) =>
        new(null, problems.InOrder(), problems.Count, resolved, ResolvedScenario.Hash(resolved));
}

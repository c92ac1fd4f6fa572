using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Import;

/// <summary>Every format that can be imported. A new format is one class and one line here.</summary>
public static class ScenarioImporters
{
    /// <summary>The importers, in the order in which they are listed to users.</summary>
    public static IReadOnlyList<IScenarioImporter> All { get; } =
    [
        new RoutingImporter(
            "li-lim", "pickup and delivery with time windows (Li and Lim 2001)", LiLimReader.Read),
        new RoutingImporter(
            "solomon", "deliveries with time windows (Solomon 1987; Gehring and Homberger 1999)", SolomonReader.Read),
        new GapImporter(),
        new MrtaImporter(),
        new CbbaImporter(),
        new StgImporter(),
        new WfFormatImporter(),
    ];

    /// <summary>The importer of a name, or null.</summary>
    public static IScenarioImporter? Find(string name) =>
        All.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Imports a file, packed (<c>.gz</c>) or not.</summary>
    public static ImportResult ImportFile(IScenarioImporter importer, string path)
    {
        ArgumentNullException.ThrowIfNull(importer);
        return InstanceReader.ReadText(path, out var error) is { } text
            ? importer.Import(text, path)
            : new ImportResult(null, [ProblemOf(error!)]);
    }

    /// <summary>An error of an instance file in the form that problems of scenarios have.</summary>
    internal static Problem ProblemOf(InstanceError error) => new(
        new SourcePlace(error.File, error.Line, Math.Max(1, error.Column)), error.Field, error.Found, error.Expected);
}

namespace TaskSwarm.Hosting.Export;

/// <summary>A table that runs are exported to, without its rows.</summary>
/// <param name="name">Its name, and that of its file before the ending.</param>
/// <param name="description">What a row is, for people.</param>
public abstract class ExportTable(string name, string description)
{
    /// <summary>Its name, and that of its file before the ending.</summary>
    public string Name { get; } = name;

    /// <summary>What a row is, for people.</summary>
    public string Description { get; } = description;

    /// <summary>Its columns, in the order in which they are written.</summary>
    public abstract IReadOnlyList<ExportColumn> Columns { get; }
}

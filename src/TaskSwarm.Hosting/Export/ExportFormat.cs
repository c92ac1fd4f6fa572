namespace TaskSwarm.Hosting.Export;

/// <summary>How an exported table is written.</summary>
public enum ExportFormat
{
    /// <summary>Apache Parquet: typed columns in row groups, packed with Snappy.</summary>
    Parquet,

    /// <summary>Comma-separated values after RFC 4180, in UTF-8, with a header.</summary>
    Csv,

    /// <summary>JSON Lines: one object a row, in UTF-8.</summary>
    JsonLines,
}

namespace TaskSwarm.Hosting.Export;

/// <summary>What the values of a column are.</summary>
public enum ExportType
{
    /// <summary>A number of double precision.</summary>
    Real,

    /// <summary>A whole number of 32 bits.</summary>
    Whole32,

    /// <summary>A whole number of 64 bits.</summary>
    Whole64,

    /// <summary>Text.</summary>
    Text,
}

namespace TaskSwarm.Store.Databases;

/// <summary>What both schemas share.</summary>
internal static class Schema
{
    /// <summary>
    /// Stands in every row of the journal where the wall time would; as long as a time, so rows keep their size.
    /// </summary>
    public const long Created = 0x4000_0000_0000_0000;
}

namespace TaskSwarm.Store.Databases;

/// <summary>What to do about a fault.</summary>
internal enum FaultKind
{
    /// <summary>It may pass: try again.</summary>
    Passing,

    /// <summary>Trying again cannot help, such as with a wrong password.</summary>
    Lasting,

    /// <summary>
    /// The database refused a row because its writer does not own the run, or the row is there already.
    /// </summary>
    Refused,

    /// <summary>The database itself found that it is damaged.</summary>
    Corrupt,
}

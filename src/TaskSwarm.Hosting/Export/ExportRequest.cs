using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Export;

/// <summary>What to export, and where to.</summary>
/// <param name="Format">The format of all files.</param>
/// <param name="Folder">The folder of the files; it is made if it is not there.</param>
public sealed record ExportRequest(ExportFormat Format, string Folder)
{
    /// <summary>Whether files of an earlier export may be replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Events, messages and positions before it are left out.</summary>
    public SimTime From { get; init; } = SimTime.Zero;

    /// <summary>Events, messages and positions after it are left out.</summary>
    public SimTime To { get; init; } = SimTime.Never;
}

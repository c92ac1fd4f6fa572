namespace TaskSwarm.Hosting.Telemetry;

/// <summary>Who is told how much of what the program does.</summary>
/// <param name="Level">The least that people are told; null for warnings.</param>
/// <param name="File">A file that gets every entry from information up as one line of compact JSON; null for
/// none.</param>
/// <param name="ConfigFile">A JSON file with a section <c>Serilog</c>; null for none.</param>
public sealed record LogSettings(Serilog.Events.LogEventLevel? Level, string? File, string? ConfigFile)
{
    /// <summary>Warnings for people and no file.</summary>
    public static readonly LogSettings Quiet = new(null, null, null);
}

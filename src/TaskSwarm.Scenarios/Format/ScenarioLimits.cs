namespace TaskSwarm.Scenarios.Format;

/// <summary>The largest inputs that are accepted, checked before the memory they would cost is spent.</summary>
public static class ScenarioLimits
{
    /// <summary>Bytes of one scenario or instance file.</summary>
    public const int FileBytes = 8 * 1024 * 1024;

    /// <summary>Values in one scenario file, counting what aliases and merge keys repeat.</summary>
    public const int Nodes = 1_000_000;

    /// <summary>Uses of aliases (<c>*name</c>) in one file.</summary>
    public const int Aliases = 10_000;

    /// <summary>Lists and maps inside one another.</summary>
    public const int Depth = 32;

    /// <summary>Agents of one scenario.</summary>
    public const int Agents = 1_000_000;
}

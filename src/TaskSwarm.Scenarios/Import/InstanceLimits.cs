namespace TaskSwarm.Scenarios.Import;

/// <summary>Sizes beyond which a file is refused before memory is spent on it.</summary>
public static class InstanceLimits
{
    /// <summary>Bytes of an instance file, packed or not: twenty times the largest public instance.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Nodes of an instance, the depot included.</summary>
    public const int MaxNodes = 20_001;

    /// <summary>Vehicles of an instance.</summary>
    public const int MaxVehicles = 10_000;

    /// <summary>Largest number in a file, either sign: with it no time or length can overflow.</summary>
    public const double MaxNumber = 10_000_000;

    /// <summary>Errors that are listed; a file with more is not worth reading further.</summary>
    public const int MaxErrors = 50;
}

namespace TaskSwarm.Cli;

/// <summary>What the process tells its caller when it ends.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Done = 0;

    /// <summary>The run failed, broke a law of the task ledger, or what it made could not be written.</summary>
    public const int Failed = 1;

    /// <summary>The command line or an input file is not valid; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>A run is not the one that is stored, or what is stored is damaged.</summary>
    public const int Differs = 3;

    /// <summary>The run was ended before its end, by the user or because its store took no more; a run that is stored
    /// can be resumed.</summary>
    public const int Interrupted = 130;
}

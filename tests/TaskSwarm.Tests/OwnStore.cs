using System.Runtime.CompilerServices;

namespace TaskSwarm.Tests;

/// <summary>Tests that name no store keep their runs in one of their own, never in the user's.</summary>
internal static class OwnStore
{
    [ModuleInitializer]
    internal static void Use() => Environment.SetEnvironmentVariable(
        "XDG_DATA_HOME", Directory.CreateTempSubdirectory("taskswarm-data-").FullName);
}

using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace TaskSwarm.Tests;

/// <summary>Tries laws on random cases: on as many as the environment's <c>TASKSWARM_CASES</c> says, else on few.
/// </summary>
internal static class LawCases
{
    private static readonly int? Wanted = int.TryParse(
        Environment.GetEnvironmentVariable("TASKSWARM_CASES"), CultureInfo.InvariantCulture, out int n) ? n : null;

    /// <summary>Holds a law to random seeds; prints the seed that breaks it.</summary>
    public static void ForSeeds(int usually, Action<int> law) => For(Gen.Choose(0, 100_000_000), usually, law);

    /// <summary>Holds a law to random cases; prints the case that breaks it.</summary>
    public static void For<T>(Gen<T> cases, int usually, Action<T> law) => Prop.ForAll(cases.ToArbitrary(), law)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Wanted ?? usually));
}

using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Air;

namespace TaskSwarm.Scenarios.FormationFlight.Declared;

/// <summary>The section <c>wind</c>.</summary>
/// <param name="Mean">Steady wind, m/s.</param>
/// <param name="Gust">Largest deviation, m/s.</param>
/// <param name="Scale">Size of a gust, m.</param>
/// <param name="Persistence">How long a gust lasts.</param>
internal sealed record WindSection(Vec3 Mean, double Gust, double Scale, SimDuration Persistence)
{
    private static readonly Field<Vec3> MeanField = Field.WithDefault(
        "mean", "the steady wind: where to, and how fast", Points.Velocity, or: "[0, 0, 0]");

    private static readonly Field<double> GustField = Field.WithDefault(
        "gust", "largest deviation on each level axis", Shape.Speed(min: "0m/s", max: "60m/s"), or: "0m/s");

    private static readonly Field<double> ScaleField = Field.WithDefault(
        "scale", "size of a gust", Shape.Length(above: "0m", max: "100km"), or: "40m");

    private static readonly Field<SimDuration> PersistenceField = Field.WithDefault(
        "persistence", "time in which gusts change by themselves", Shape.Duration(above: "0s"), or: "8s");

    /// <summary>The section as a file may write it.</summary>
    public static Shape<WindSection> Shaped { get; } = Shape.Section(
        "the wind",
        [MeanField, GustField, ScaleField, PersistenceField],
        read => new WindSection(
            read.Get(MeanField), read.Get(GustField), read.Get(ScaleField), read.Get(PersistenceField)));

    /// <summary>The wind of a run.</summary>
    public WindField Make(ulong seed) => new(
        Mean, Gust, Scale, Persistence.Seconds, StableHash.Combine(seed, StableHash.Of("wind")));
}

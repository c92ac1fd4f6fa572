using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.FormationFlight.Declared;

/// <summary>Where the drones start: on a grid of pads, or scattered.</summary>
/// <param name="At">Middle of the pads, m; with a height above zero the drones start in the air.</param>
/// <param name="Spacing">Distance between pads, m; when scattered, the smallest distance.</param>
/// <param name="Scatter">Side of the square in which drones are scattered, m; 0 for a grid.</param>
internal sealed record StartSection(Vec3 At, double Spacing, double Scatter)
{
    private const int MostTries = 1000;

    private static readonly Field<Vec3> AtField = Field.WithDefault(
        "at", "middle of the pads; with a height above zero the drones start in the air", Points.Place,
        or: "[0, 0, 0]");

    private static readonly Field<double> SpacingField = Field.WithDefault(
        "spacing", "distance between pads; when scattered, the smallest distance",
        Shape.Length(above: "0m", max: "10km"), or: "6m");

    private static readonly Field<double> ScatterField = Field.WithDefault(
        "scatter", "side of the square in which the drones are scattered at random; 0 for a grid of pads",
        Shape.Length(min: "0m", max: "1000km"), or: "0m");

    /// <summary>The section as a file may write it.</summary>
    public static Shape<StartSection> Shaped { get; } = Shape.Section(
        "the start",
        [AtField, SpacingField, ScatterField],
        read => new StartSection(read.Get(AtField), read.Get(SpacingField), read.Get(ScatterField)));

    /// <summary>The starting places, or null when the square is too small for so many.</summary>
    public IReadOnlyList<Vec3>? Places(int count, ulong seed) => Scatter > 0 ? Scattered(count, seed) : Grid(count);

    private Vec3[] Grid(int count)
    {
        var width = 1;
        while (width * width < count)
        {
            width++;
        }

        var half = (width - 1) / 2.0;
        return
        [
            .. Enumerable.Range(0, count).Select(i => At + new Vec3(
                (half - (i / width)) * Spacing, ((i % width) - half) * Spacing, 0)),
        ];
    }

    private List<Vec3>? Scattered(int count, ulong seed)
    {
        var random = new RandomStream(seed, "scenario", "start");
        var cells = new HashSet<(long X, long Y)>();
        var places = new List<Vec3>(count);
        for (var tries = 0; places.Count < count; tries++)
        {
            if (tries > (long)count * MostTries)
            {
                return null;
            }

            var offset = new Vec3(
                random.NextUniform(-Scatter / 2, Scatter / 2), random.NextUniform(-Scatter / 2, Scatter / 2), 0);
            // One drone a cell and none in the eight around it: never closer than the spacing.
            var cell = ((long)Math.Floor(offset.X / Spacing), (long)Math.Floor(offset.Y / Spacing));
            if (IsClear(cells, cell))
            {
                cells.Add(cell);
                places.Add(At + offset);
            }
        }

        return places;
    }

    private static bool IsClear(HashSet<(long X, long Y)> taken, (long X, long Y) cell)
    {
        for (var dx = -1; dx <= 1; dx++)
        {
            for (var dy = -1; dy <= 1; dy++)
            {
                if (taken.Contains((cell.X + dx, cell.Y + dy)))
                {
                    return false;
                }
            }
        }

        return true;
    }
}

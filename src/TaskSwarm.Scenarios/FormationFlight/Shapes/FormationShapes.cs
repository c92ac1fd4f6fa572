using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Shapes;

/// <summary>The shapes that a scenario can name. Every one takes the number of slots and a spacing in metres.</summary>
public static class FormationShapes
{
    /// <summary>
    /// Vee: the leader at the apex, the others in pairs on two arms that trail by <paramref name="halfAngle"/>
    /// degrees from straight behind; left before right. <paramref name="spacing"/> runs along an arm.
    /// </summary>
    public static Formation Vee(int count, double spacing, double halfAngle = 45)
    {
        var (back, side) = (Math.Cos(halfAngle * Math.PI / 180), Math.Sin(halfAngle * Math.PI / 180));
        return Make("vee", count, k =>
        {
            var along = spacing * ((k + 1) / 2);
            return new Vec3(-back * along, (k % 2 == 1 ? side : -side) * along, 0);
        });
    }

    /// <summary>Line abreast: the leader in the middle, the others to its left and right in turn.</summary>
    public static Formation Line(int count, double spacing) =>
        Make("line", count, k => new Vec3(0, (k % 2 == 1 ? spacing : -spacing) * ((k + 1) / 2), 0));

    /// <summary>Column: one behind the other.</summary>
    public static Formation Column(int count, double spacing) =>
        Make("column", count, k => new Vec3(-spacing * k, 0, 0));

    /// <summary>Circle whose neighbours are <paramref name="spacing"/> apart, centred on the origin, the leader
    /// ahead.</summary>
    public static Formation Circle(int count, double spacing)
    {
        var radius = count < 2 ? 0 : spacing / (2 * Math.Sin(Math.PI / count));
        return Make("circle", count, k => new Vec3(
            radius * Math.Cos(2 * Math.PI * k / count), radius * Math.Sin(2 * Math.PI * k / count), 0));
    }

    /// <summary>Rows of a near-square grid, the leader in the first row, filled row by row from the front.</summary>
    public static Formation Grid(int count, double spacing)
    {
        var width = 1;
        while (width * width < count)
        {
            width++;
        }

        return Make("grid", count, k =>
        {
            var column = k % width;
            var sideways = (column % 2 == 1 ? 1 : -1) * ((column + 1) / 2);
            return new Vec3(-spacing * (k / width), spacing * sideways, 0);
        });
    }

    /// <summary>Offsets as given.</summary>
    public static Formation Custom(IReadOnlyList<Vec3> offsets) => new("custom", offsets);

    private static Formation Make(string name, int count, Func<int, Vec3> place)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return new Formation(name, [.. Enumerable.Range(0, count).Select(place)]);
    }
}

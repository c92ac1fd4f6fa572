using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Control;

namespace TaskSwarm.Scenarios.FormationFlight.Declared;

/// <summary>The section <c>flock</c>: the parameters of Vasarhelyi et al. 2018, the arena and the height.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Arena">The arena; null for open space.</param>
/// <param name="Height">Height, m.</param>
internal sealed record FlockSection(FlockingParameters Parameters, Arena? Arena, double Height)
{
    private static readonly Field<double> Speed = Field.WithDefault(
        "speed", "preferred speed", Shape.Speed(above: "0m/s", max: "100m/s"), or: "4m/s");

    private static readonly Field<double> MaxSpeed = Field.WithDefault(
        "maxSpeed", "cap on the desired speed", Shape.Speed(above: "0m/s", max: "200m/s"), or: "8m/s");

    private static readonly Field<double> RepulsionRange = Field.WithDefault(
        "repulsionRange", "repulsion starts below this distance", Shape.Length(above: "0m", max: "10km"), or: "25.7m");

    private static readonly Field<double> RepulsionGain = Field.WithDefault(
        "repulsionGain", "gain of repulsion, 1/s", Shape.Number(min: 0, max: 100), or: "0.4");

    private static readonly Field<double> FrictionOffset = Field.WithDefault(
        "frictionOffset", "distance subtracted before the braking curve in alignment",
        Shape.Length(min: "0m", max: "10km"), or: "10m");

    private static readonly Field<double> FrictionStrength = Field.WithDefault(
        "frictionStrength", "strength of velocity alignment", Shape.Number(min: 0, max: 100), or: "0.024");

    private static readonly Field<double> FrictionSlack = Field.WithDefault(
        "frictionSlack", "difference of velocity that alignment tolerates", Shape.Speed(min: "0m/s"), or: "0.5m/s");

    private static readonly Field<double> FrictionGain = Field.WithDefault(
        "frictionGain", "gain of alignment's braking curve, 1/s", Shape.Number(above: 0, max: 100), or: "0.4");

    private static readonly Field<double> FrictionDeceleration = Field.WithDefault(
        "frictionDeceleration", "deceleration of alignment's braking curve", Shape.Acceleration(above: "0m/s2"),
        or: "2.5m/s2");

    private static readonly Field<double> ShillSpeed = Field.WithDefault(
        "shillSpeed", "speed of the virtual agents at walls and obstacles", Shape.Speed(min: "0m/s"), or: "6.5m/s");

    private static readonly Field<double> ShillGain = Field.WithDefault(
        "shillGain", "gain of the wall's braking curve, 1/s", Shape.Number(above: 0, max: 100), or: "0.4");

    private static readonly Field<double> ShillDeceleration = Field.WithDefault(
        "shillDeceleration", "deceleration of the wall's braking curve", Shape.Acceleration(above: "0m/s2"),
        or: "2.5m/s2");

    private static readonly Field<double> Range = Field.WithDefault(
        "range", "drones farther away are not noticed", Shape.Length(above: "0m", max: "100km"), or: "100m");

    private static readonly Field<double> ArenaSide = Field.WithDefault(
        "arena", "side of the square arena; 0 for open space", Shape.Length(min: "0m", max: "1000km"), or: "230m");

    private static readonly Field<Vec3> Centre = Field.WithDefault(
        "centre", "middle of the arena", Points.Place, or: "[0, 0, 0]");

    private static readonly Field<double> HeightField = Field.WithDefault(
        "height", "height that the flock holds", Shape.Length(above: "0m", max: "10km"), or: "50m");

    /// <summary>The section as a file may write it.</summary>
    public static Shape<FlockSection> Shaped { get; } = Shape.Section(
        "the flock",
        [
            Speed, MaxSpeed, RepulsionRange, RepulsionGain, FrictionOffset, FrictionStrength, FrictionSlack,
            FrictionGain, FrictionDeceleration, ShillSpeed, ShillGain, ShillDeceleration, Range, ArenaSide, Centre,
            HeightField,
        ],
        Read);

    private static FlockSection Read(SectionReading read)
    {
        var parameters = new FlockingParameters
        {
            FlockSpeed = read.Get(Speed),
            MaxSpeed = read.Get(MaxSpeed),
            RepulsionRange = read.Get(RepulsionRange),
            RepulsionGain = read.Get(RepulsionGain),
            FrictionOffset = read.Get(FrictionOffset),
            FrictionStrength = read.Get(FrictionStrength),
            FrictionSlack = read.Get(FrictionSlack),
            FrictionGain = read.Get(FrictionGain),
            FrictionDeceleration = read.Get(FrictionDeceleration),
            ShillSpeed = read.Get(ShillSpeed),
            ShillGain = read.Get(ShillGain),
            ShillDeceleration = read.Get(ShillDeceleration),
            CommunicationRange = read.Get(Range),
        };
        var side = read.Get(ArenaSide);
        return new FlockSection(
            parameters, side > 0 ? new Arena(read.Get(Centre), side) : null, read.Get(HeightField));
    }
}

using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Shapes;

namespace TaskSwarm.Scenarios.FormationFlight.Missions;

/// <summary>A formation as a scenario names it: a shape that can be made for any number of slots.</summary>
/// <param name="Name">Name.</param>
/// <param name="Shape">Which shape.</param>
/// <param name="Spacing">Distance between neighbours, m (> 0); not used by custom offsets.</param>
/// <param name="HalfAngle">Half the angle of a vee, degrees.</param>
/// <param name="Offsets">Offsets of a custom formation, m.</param>
public sealed record FormationPlan(
    string Name, FormationShape Shape, double Spacing, double HalfAngle, IReadOnlyList<Vec3> Offsets)
{
    /// <summary>The most slots that it can have.</summary>
    public int MostSlots => Shape == FormationShape.Custom ? Offsets.Count : int.MaxValue;

    /// <summary>The formation with <paramref name="count"/> slots; a custom one drops its last offsets.</summary>
    public Formation Make(int count) => Shape switch
    {
        FormationShape.Vee => FormationShapes.Vee(count, Spacing, HalfAngle),
        FormationShape.Line => FormationShapes.Line(count, Spacing),
        FormationShape.Column => FormationShapes.Column(count, Spacing),
        FormationShape.Circle => FormationShapes.Circle(count, Spacing),
        FormationShape.Grid => FormationShapes.Grid(count, Spacing),
        _ => FormationShapes.Custom([.. Offsets.Take(count)]),
    };
}

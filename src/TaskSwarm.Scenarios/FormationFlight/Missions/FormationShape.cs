namespace TaskSwarm.Scenarios.FormationFlight.Missions;

/// <summary>The shapes of formations.</summary>
public enum FormationShape
{
    /// <summary>The leader ahead, two arms trailing.</summary>
    Vee,

    /// <summary>Side by side.</summary>
    Line,

    /// <summary>One behind the other.</summary>
    Column,

    /// <summary>On a circle.</summary>
    Circle,

    /// <summary>Rows and columns.</summary>
    Grid,

    /// <summary>Offsets as given.</summary>
    Custom,
}

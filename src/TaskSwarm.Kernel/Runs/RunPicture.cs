using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Kernel.Runs;

/// <summary>
/// A run as a picture, described without any drawing library: panels one under another, made by a kind's reader and
/// drawn by whoever has a screen.
/// </summary>
/// <param name="Title">Above all panels.</param>
/// <param name="Panels">From top to bottom.</param>
public sealed record RunPicture(string Title, IReadOnlyList<PicturePanel> Panels);

/// <summary>One panel of a picture.</summary>
/// <param name="Title">Above the panel.</param>
public abstract record PicturePanel(string Title);

/// <summary>A map seen from above, in metres or the scenario's unit of length, both axes at the same scale.</summary>
/// <param name="Title">Above the panel.</param>
/// <param name="Tracks">Lines, such as routes and flights.</param>
/// <param name="Marks">Points, such as depots, slots and failures.</param>
public sealed record MapPanel(string Title, IReadOnlyList<Track> Tracks, IReadOnlyList<Mark> Marks)
    : PicturePanel(Title);

/// <summary>Figures over time.</summary>
/// <param name="Title">Above the panel.</param>
/// <param name="YLabel">What is shown, with its unit.</param>
/// <param name="Series">The lines.</param>
/// <param name="Moments">Instants worth a vertical line, such as failures.</param>
public sealed record SeriesPanel(
    string Title, string YLabel, IReadOnlyList<Series> Series, IReadOnlyList<Moment> Moments) : PicturePanel(Title);

/// <summary>Who did what when.</summary>
/// <param name="Title">Above the panel.</param>
/// <param name="Rows">One a row, from top to bottom, such as vehicles.</param>
/// <param name="Bars">What they did.</param>
/// <param name="Moments">Instants worth a vertical line.</param>
public sealed record GanttPanel(
    string Title, IReadOnlyList<string> Rows, IReadOnlyList<GanttBar> Bars, IReadOnlyList<Moment> Moments)
    : PicturePanel(Title);

/// <summary>A line on a map.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Points">In order; Z is not drawn.</param>
/// <param name="Colour">The number of a colour in the palette; equal numbers share a colour.</param>
public sealed record Track(string Name, IReadOnlyList<Vec3> Points, int Colour);

/// <summary>A point on a map.</summary>
/// <param name="Name">For the legend or label; empty for none.</param>
/// <param name="At">Where.</param>
/// <param name="Kind">What it looks like.</param>
/// <param name="Radius">Size in map units for obstacles; 0 for a fixed-size mark.</param>
public sealed record Mark(string Name, Vec3 At, MarkKind Kind, double Radius = 0)
{
    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Name);
        writer.Write(At);
        writer.Write((int)Kind);
        writer.Write(Radius);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static Mark Read(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new Mark(reader.ReadString()!, reader.ReadVec3(), (MarkKind)reader.ReadInt32(), reader.ReadDouble());
    }
}

/// <summary>What a mark stands for.</summary>
public enum MarkKind
{
    /// <summary>Where something begins.</summary>
    Start,

    /// <summary>Where something ends.</summary>
    End,

    /// <summary>A depot.</summary>
    Depot,

    /// <summary>Where something is fetched.</summary>
    Pickup,

    /// <summary>Where something is brought.</summary>
    Delivery,

    /// <summary>A place in a formation.</summary>
    Slot,

    /// <summary>Where something failed.</summary>
    Failure,

    /// <summary>What must not be touched.</summary>
    Obstacle,

    /// <summary>A point on the way.</summary>
    Waypoint,
}

/// <summary>Figures over time.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Seconds">Instants, ascending.</param>
/// <param name="Values">As many figures.</param>
public sealed record Series(string Name, IReadOnlyList<double> Seconds, IReadOnlyList<double> Values);

/// <summary>An instant worth a vertical line.</summary>
/// <param name="Seconds">When.</param>
/// <param name="Label">What happened.</param>
public sealed record Moment(double Seconds, string Label)
{
    /// <summary>Writes both.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Seconds);
        writer.Write(Label);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static Moment Read(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new Moment(reader.ReadDouble(), reader.ReadString()!);
    }
}

/// <summary>A stretch of time in a row.</summary>
/// <param name="Row">The row's number from 0.</param>
/// <param name="FromSeconds">Begin.</param>
/// <param name="ToSeconds">End.</param>
/// <param name="What">What was done: bars of the same words share a colour.</param>
/// <param name="Label">On the bar; empty for none.</param>
public sealed record GanttBar(int Row, double FromSeconds, double ToSeconds, string What, string Label = "");

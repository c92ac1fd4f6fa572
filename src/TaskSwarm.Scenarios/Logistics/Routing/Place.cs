namespace TaskSwarm.Scenarios.Logistics.Routing;

/// <summary>A place on the plane of the map, coordinates in metres.</summary>
/// <param name="X">East, metres.</param>
/// <param name="Y">North, metres.</param>
public readonly record struct Place(double X, double Y)
{
    /// <summary>
    /// Straight-line distance in whole millimetres, rounded up, so that a plan that is feasible with it is feasible
    /// with the exact distance too. Symmetric; zero only between equal places.
    /// </summary>
    public static long Millimetres(Place from, Place to)
    {
        var dx = to.X - from.X;
        var dy = to.Y - from.Y;
        return (long)Math.Ceiling(1000.0 * Math.Sqrt((dx * dx) + (dy * dy)));
    }
}

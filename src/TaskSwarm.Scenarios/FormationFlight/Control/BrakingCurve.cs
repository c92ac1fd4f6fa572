namespace TaskSwarm.Scenarios.FormationFlight.Control;

/// <summary>
/// The braking curve D of Vasarhelyi et al. (Science Robotics 3, eaat3536, 2018): the highest speed from which one
/// can stop within a distance, with gain p (1/s) near the goal and constant deceleration a (m/s^2) farther out.
/// </summary>
public static class BrakingCurve
{
    /// <summary>Speed allowed at distance <paramref name="r"/> (m), m/s: 0 for r &lt;= 0; r p while r p &lt; a/p; else
    /// sqrt(2 a r - a^2/p^2). Continuous and with a continuous slope.</summary>
    public static double Speed(double r, double a, double p)
    {
        if (r <= 0)
        {
            return 0;
        }

        var knee = a / p;
        return r * p < knee ? r * p : Math.Sqrt((2 * a * r) - (knee * knee));
    }

    /// <summary>The distance at which <paramref name="speed"/> (m/s) is just allowed: the inverse.</summary>
    public static double Distance(double speed, double a, double p)
    {
        var knee = a / p;
        return speed < knee ? speed / p : ((speed * speed) + (knee * knee)) / (2 * a);
    }
}

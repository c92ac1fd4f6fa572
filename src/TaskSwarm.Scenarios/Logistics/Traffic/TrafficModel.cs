namespace TaskSwarm.Scenarios.Logistics.Traffic;

/// <summary>
/// How long a leg really takes when traffic is slow in parts of the map at times. Vehicles plan with free roads: what
/// is ahead they do not know. The way is cut where it enters or leaves a circle and when a jam begins or ends; between
/// cuts the speed is constant. Where jams overlap the slowest counts.
/// </summary>
public sealed class TrafficModel(IReadOnlyList<TrafficJam> jams)
{
    // A cut falls exactly on a boundary; the speed behind it is that of a point a little further on.
    private const double Nudge = 1e-9;

    /// <summary>No jams at all.</summary>
    public static TrafficModel Free { get; } = new([]);

    /// <summary>When a vehicle arrives, microseconds; never earlier than on a free road.</summary>
    public long Arrival(in Leg leg)
    {
        var free = ((leg.Millimetres * leg.PaceNanos) + 999) / 1000;
        var concerned = Concerned(leg, free);
        if (concerned.Count == 0 || leg.Millimetres == 0)
        {
            return leg.DepartMicros + free;
        }

        var (time, done) = ((double)leg.DepartMicros, 0.0);
        while (done < 1)
        {
            var factor = FactorAt(concerned, leg, time, done + Nudge);
            var next = NextCut(concerned, leg, done);
            var reachedAt = time + ((next - done) * free / factor);
            var change = NextChange(concerned, time);
            if (change < reachedAt)
            {
                done += (change - time) * factor / free;
                time = change;
            }
            else
            {
                (time, done) = (reachedAt, next);
            }
        }

        return Math.Max(leg.DepartMicros + free, (long)Math.Ceiling(time - 1e-3));
    }

    private List<TrafficJam> Concerned(in Leg leg, long free)
    {
        var found = new List<TrafficJam>();
        foreach (var jam in jams)
        {
            // A jam that ends before or begins long after the leg cannot matter; a crude bound is enough.
            var latest = leg.DepartMicros + (100 * (double)free);
            if (jam.UntilMicros > leg.DepartMicros && jam.FromMicros < latest
                && (jam.Vehicles is null || jam.Vehicles.Contains(leg.Vehicle)))
            {
                found.Add(jam);
            }
        }

        return found;
    }

    private static double FactorAt(List<TrafficJam> jams, in Leg leg, double time, double done)
    {
        var factor = 1.0;
        var x = leg.From.X + (done * (leg.To.X - leg.From.X));
        var y = leg.From.Y + (done * (leg.To.Y - leg.From.Y));
        foreach (var jam in jams)
        {
            var (dx, dy) = (x - (jam.Centre?.X ?? x), y - (jam.Centre?.Y ?? y));
            var isInside = jam.Centre is null || (dx * dx) + (dy * dy) <= jam.RadiusMetres * jam.RadiusMetres;
            if (isInside && time >= jam.FromMicros && time < jam.UntilMicros)
            {
                factor = Math.Min(factor, jam.Factor);
            }
        }

        return factor;
    }

    private static double NextChange(List<TrafficJam> jams, double time)
    {
        var next = double.PositiveInfinity;
        foreach (var jam in jams)
        {
            next = jam.FromMicros > time ? Math.Min(next, jam.FromMicros) : next;
            next = jam.UntilMicros > time ? Math.Min(next, jam.UntilMicros) : next;
        }

        return next;
    }

    /// <summary>The next share of the way at which a circle is entered or left, or 1.</summary>
    private static double NextCut(List<TrafficJam> jams, in Leg leg, double done)
    {
        var next = 1.0;
        var (dx, dy) = (leg.To.X - leg.From.X, leg.To.Y - leg.From.Y);
        var a = (dx * dx) + (dy * dy);
        foreach (var jam in jams)
        {
            if (jam.Centre is not { } centre || a == 0)
            {
                continue;
            }

            var (fx, fy) = (leg.From.X - centre.X, leg.From.Y - centre.Y);
            var b = (fx * dx) + (fy * dy);
            var root = (b * b) - (a * ((fx * fx) + (fy * fy) - (jam.RadiusMetres * jam.RadiusMetres)));
            if (root <= 0)
            {
                continue;
            }

            var half = Math.Sqrt(root);
            next = Later(next, (-b - half) / a, done);
            next = Later(next, (-b + half) / a, done);
        }

        return next;
    }

    private static double Later(double next, double cut, double done) => cut > done + Nudge && cut < next ? cut : next;
}

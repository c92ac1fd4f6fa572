namespace TaskSwarm.Hosting.Comparison;

/// <summary>
/// What is known of metrics by their names: which way they should go, and which of them a comparison shows if none are
/// asked for. The one place where this is said.
/// </summary>
public static class MetricCatalog
{
    /// <summary>Names and beginnings or endings of names (with a star), in the order in which they are shown; the
    /// first that fits counts. Those that are not <c>Shown</c> only have a direction.</summary>
    private static readonly (string Pattern, MetricDirection Direction, bool Shown)[] Known =
    [
        ("tasks.success.rate", MetricDirection.Higher, true),
        ("requests.served", MetricDirection.Higher, true),
        ("objective*", MetricDirection.Lower, true),
        ("makespan.seconds", MetricDirection.Lower, true),
        ("crew.makespan.seconds", MetricDirection.Lower, true),
        ("crew.tardiness.seconds", MetricDirection.Lower, true),
        ("crew.cost", MetricDirection.Lower, true),
        ("crew.worth", MetricDirection.Higher, true),
        ("crew.utilisation.mean", MetricDirection.Higher, true),
        ("crew.utilisation.*", MetricDirection.Higher, false),
        ("jobs.done", MetricDirection.Higher, true),
        ("jobs.response.seconds.mean", MetricDirection.Lower, true),
        ("jobs.response.seconds.p95", MetricDirection.Lower, true),
        ("jobs.phase.*.response.seconds.mean", MetricDirection.Lower, true),
        ("jobs.deadline.misses", MetricDirection.Lower, true),
        ("jobs.*.seconds*", MetricDirection.Lower, false),
        ("delivery.latency.*", MetricDirection.Lower, true),
        ("delivery.hit.ratio", MetricDirection.Higher, true),
        ("delivery.origin.bytes", MetricDirection.Lower, true),
        ("lost.*", MetricDirection.Lower, false),
        ("tasks.makespan.seconds", MetricDirection.Lower, true),
        ("vehicles.used", MetricDirection.Lower, true),
        ("distance.km", MetricDirection.Lower, true),
        ("gap.*", MetricDirection.Lower, true),
        ("*best.known.gap.percent", MetricDirection.Lower, true),
        ("*best.known", MetricDirection.Unknown, true),
        ("*best.known.*", MetricDirection.Unknown, true),
        ("optimum.ratio", MetricDirection.Lower, true),
        ("optimum.excess", MetricDirection.Lower, true),
        ("optimum.tasks.missed", MetricDirection.Lower, true),
        ("optimum.objective", MetricDirection.Unknown, true),
        ("cost.*", MetricDirection.Lower, true),
        ("worth.*", MetricDirection.Higher, true),
        ("formation.rmse.final.m", MetricDirection.Lower, true),
        ("formation.rmse.m.mean", MetricDirection.Lower, true),
        ("formation.*.seconds.mean", MetricDirection.Lower, true),
        ("collisions", MetricDirection.Lower, true),
        ("energy.kj", MetricDirection.Lower, true),
        ("tasks.response.seconds.mean", MetricDirection.Lower, true),
        ("tasks.response.seconds.p95", MetricDirection.Lower, true),
        ("tardiness.*", MetricDirection.Lower, true),
        ("tasks.tardiness.total.seconds", MetricDirection.Lower, true),
        ("tasks.satisfaction", MetricDirection.Higher, true),
        ("tasks.fairness.jain", MetricDirection.Higher, false),
        ("tasks.throughput.per.second", MetricDirection.Higher, false),
        ("*.utilisation*", MetricDirection.Higher, true),
        ("*utilisation*", MetricDirection.Higher, true),
        ("network.messages", MetricDirection.Lower, true),
        ("*thinking*", MetricDirection.Lower, true),
        ("network.bytes", MetricDirection.Lower, false),
        ("tasks.response.*", MetricDirection.Lower, false),
        ("tasks.waiting.*", MetricDirection.Lower, false),
        ("tasks.negotiation.*", MetricDirection.Lower, false),
        ("tasks.deadline.misses", MetricDirection.Lower, false),
        ("tasks.reannouncements", MetricDirection.Lower, false),
        ("tasks.reallocations", MetricDirection.Lower, false),
        ("tasks.redundant", MetricDirection.Lower, false),
        ("tasks.violations", MetricDirection.Lower, false),
        ("negotiation.late", MetricDirection.Lower, false),
        ("stops.on.time.share", MetricDirection.Higher, false),
        ("stops.late", MetricDirection.Lower, false),
        ("stops.tardiness.*", MetricDirection.Lower, false),
        ("stops.lateness.*", MetricDirection.Lower, false),
        ("vehicles.standing.hours", MetricDirection.Lower, false),
        ("vehicles.tours", MetricDirection.Lower, false),
        ("failures.recovery.*", MetricDirection.Lower, false),
        ("failures.detection.*", MetricDirection.Lower, false),
        ("failures.lost.work.seconds", MetricDirection.Lower, false),
        ("failures.false.alarms", MetricDirection.Lower, false),
        ("formation.rmse.*", MetricDirection.Lower, false),
        ("formation.losses.recovered", MetricDirection.Higher, false),
        ("collisions.*", MetricDirection.Lower, false),
        ("separation.smallest.m", MetricDirection.Higher, false),
    ];

    /// <summary>Which way a metric should go.</summary>
    public static MetricDirection DirectionOf(string name) =>
        Array.Find(Known, k => Fits(k.Pattern, name)).Direction;

    /// <summary>What is shown of the metrics that runs have, in order.</summary>
    public static IReadOnlyList<string> Choose(IEnumerable<string> names)
    {
        int PlaceOf(string name) => Array.FindIndex(Known, k => Fits(k.Pattern, name));
        return
        [
            .. names.Select(n => (Name: n, Place: PlaceOf(n)))
                .Where(n => n.Place >= 0 && Known[n.Place].Shown)
                .OrderBy(n => n.Place).ThenBy(n => n.Name, StringComparer.Ordinal).Select(n => n.Name),
        ];
    }

    private static bool Fits(string pattern, string name)
    {
        string[] parts = pattern.Split('*');
        int at = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            bool isLast = i == parts.Length - 1;
            int found = i == 0 ? (name.StartsWith(parts[0], StringComparison.Ordinal) ? 0 : -1)
                : isLast ? (name.EndsWith(parts[i], StringComparison.Ordinal) ? name.Length - parts[i].Length : -1)
                : name.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < at)
            {
                return false;
            }

            at = found + parts[i].Length;
        }

        return at == name.Length;
    }
}

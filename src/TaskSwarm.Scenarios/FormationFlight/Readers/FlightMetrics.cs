using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Scenarios.FormationFlight.Agents;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.FormationFlight.Measures;

namespace TaskSwarm.Scenarios.FormationFlight.Readers;

/// <summary>The figures that formation flight has beside those of every run.</summary>
internal static class FlightMetrics
{
    private const int MostForSpectrum = 200;
    private const double FitFrom = 0.02;
    private const double FitTo = 0.0005;

    public static void Report(FlightPlan plan, FlightReader reader, MetricSet metrics)
    {
        if (reader.Instants.Count == 0)
        {
            return;
        }

        var near = reader.Instants.Select(i => i.Separation).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();
        metrics.Set("separation.smallest.m", near);
        if (plan.Law == ControlLaw.Flocking)
        {
            Flocking(reader, metrics);
            return;
        }

        Formation(reader, metrics);
        Cohesion(plan, reader, metrics);
        if (plan is { Law: ControlLaw.Consensus, Ideal: true, Graph: not null })
        {
            Consensus(plan, reader, metrics);
        }
    }

    private static void Formation(FlightReader reader, MetricSet metrics)
    {
        var all = new Distribution();
        var standing = new Distribution();
        var order = new Distribution();
        var (stood, leg) = (false, -1);
        foreach (var instant in reader.Instants.Where(i => i.Holders > 0))
        {
            stood = instant.Leg == leg && stood;
            leg = instant.Leg;
            stood |= reader.IsFormed(instant);
            all.Add(instant.Error);
            if (stood)
            {
                standing.Add(instant.Error);
                order.Add(instant.Correlation);
            }
        }

        all.Report(metrics, "formation.rmse.m");
        standing.Report(metrics, "formation.rmse.formed.m");
        metrics.Set("formation.rmse.final.m", reader.Instants.LastOrDefault(i => i.Holders > 0).Error);
        metrics.Set("order.correlation.mean", order.Mean);
        Times(reader.TimesToForm(), metrics, "formation.time.to.form.seconds");
        Times(reader.TimesToReform(), metrics, "formation.time.to.reform.seconds");
        metrics.Set("formation.losses", reader.Losses);
        metrics.Set("formation.losses.recovered", reader.TimesToReform().Count());
    }

    /// <summary>The graph measures of who could sense whom when the formation was last in the air.</summary>
    private static void Cohesion(FlightPlan plan, FlightReader reader, MetricSet metrics)
    {
        var count = reader.LastFlying.Count;
        if (plan.Guard is null || count is < 2 or > MostForSpectrum)
        {
            return;
        }

        var pairs = ProximityPairs.Within([.. reader.LastFlying.Select(s => s.Position)], plan.Guard.SensingRange);
        var graph = new InteractionGraph(count, pairs.Select(p => (p.A, p.B)));
        metrics.Set(
            "order.final", SwarmMeasures.Order([.. reader.LastFlying.Select(s => s.Velocity)], graph));
        metrics.Set("order.union.final", SwarmMeasures.Union(graph));
        metrics.Set("order.connectivity.final", SwarmMeasures.Connectivity(graph));
    }

    private static void Times(IEnumerable<double> seconds, MetricSet metrics, string name)
    {
        var distribution = new Distribution();
        foreach (var s in seconds)
        {
            distribution.Add(s);
        }

        distribution.Report(metrics, name);
    }

    /// <summary>Order parameters, averaged over the second half of the run: the first half is the way there.</summary>
    private static void Flocking(FlightReader reader, MetricSet metrics)
    {
        var late = reader.Flock.Skip(reader.Flock.Count / 2).ToArray();
        metrics.Set("order.phi.corr", late.Sum(s => s.Correlation) / late.Length);
        metrics.Set("order.phi.vel", late.Sum(s => s.Speed) / late.Length);
        metrics.Set("order.phi.coll", reader.Flock.Sum(s => s.CollidingShare) / reader.Flock.Count);
        metrics.Set("order.phi.wall.m", late.Sum(s => s.WallPenetration) / late.Length);
        metrics.Set("order.clusters.mean", late.Sum(s => (double)s.Clusters) / late.Length);
        metrics.Set("order.cluster.smallest", late.Min(s => s.SmallestCluster));
        metrics.Set("order.disconnected.mean", late.Sum(s => (double)s.Disconnected) / late.Length);
        metrics.Set("order.phi.corr.final", reader.Flock[^1].Correlation);
    }

    /// <summary>The measured rate of agreement beside what theory says of it, in continuous time and for the
    /// control period.</summary>
    private static void Consensus(FlightPlan plan, FlightReader reader, MetricSet metrics)
    {
        var series = reader.Instants.Where(i => i.Holders == i.Slots && i.Slots > 0)
            .Select(i => (i.At.Seconds, i.ShapeError)).ToArray();
        var theory = new ConsensusTheory(plan.Graph!);
        var expected = plan.Gain * theory.Lambda2;
        var measured = DecayFit.Rate(series, FitFrom, FitTo);
        metrics.Set("consensus.lambda2", theory.Lambda2);
        metrics.Set("consensus.rate.theory.per.second", expected);
        metrics.Set("consensus.rate.measured.per.second", measured);
        metrics.Set("consensus.rate.difference", (measured / expected) - 1);
        metrics.Set(
            "consensus.rate.discrete.per.second",
            -Math.Log(theory.StepFactor(plan.Gain * plan.Tick.Seconds)) / plan.Tick.Seconds);
        metrics.Set("consensus.delay.margin.seconds", theory.DelayMargin(plan.Gain));
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

public sealed partial class ConsensusTruthTests
{
    public static TheoryData<string> Graphs => Truths.GraphNames;

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Named_graphs_have_the_published_edges(string name)
    {
        var truth = Truths.Graph(name);
        var published = Truths.GraphOf(truth, truth.GetProperty("n").GetInt32());

        Assert.Equal(published.Edges, Named(name).Edges);
        Assert.Equal(published.Count, Named(name).Count);
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void The_spectrum_is_the_published_one(string name)
    {
        var truth = Truths.Graph(name);
        var theory = new ConsensusTheory(Named(name));

        Assert.Equal(truth.Number("lambda2"), theory.Lambda2, 1e-10);
        Assert.Equal(truth.Number("lambda_max"), theory.LambdaMax, 1e-10);
        AssertNear(truth.Numbers("spectrum"), theory.Spectrum, 1e-10);
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void The_second_eigenvalue_follows_its_formula(string name)
    {
        var n = Named(name).Count;
        var expected = Truths.Graph(name).GetProperty("lambda2_formula").GetString() switch
        {
            "2-2cos(pi/n)" => 2 - (2 * Math.Cos(Math.PI / n)),
            "2-2cos(2pi/n)" => 2 - (2 * Math.Cos(2 * Math.PI / n)),
            "2-2cos(pi/max(a,b))" => 2 - (2 * Math.Cos(Math.PI / 3)),
            "n" => n,
            var constant => double.Parse(constant!, CultureInfo.InvariantCulture),
        };

        Assert.Equal(expected, new ConsensusTheory(Named(name)).Lambda2, 1e-10);
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Rates_steps_and_delays_are_the_published_ones(string name)
    {
        var truth = Truths.Graph(name);
        var theory = new ConsensusTheory(Named(name));

        Assert.Equal(truth.Number("continuous_time", "slowest_time_constant_s"), theory.TimeConstant, 1e-8);
        Assert.Equal(truth.Number("continuous_time", "time_to_1pct_s"), theory.TimeToShare(0.01), 1e-7);
        Assert.Equal(truth.Number("discrete_time", "eps_limit"), theory.StepLimit, 1e-10);
        Assert.Equal(truth.Number("discrete_time", "eps_optimal"), theory.BestStep, 1e-10);
        Assert.Equal(truth.Number("discrete_time", "rate_at_optimal"), theory.StepFactor(theory.BestStep), 1e-10);
        Assert.Equal(truth.Number("discrete_time", "rate_at_eps_0.1"), theory.StepFactor(0.1), 1e-10);
        Assert.Equal(truth.Number("delay_margin_s"), theory.DelayMargin(), 1e-10);
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Second_order_modes_decay_as_published(string name)
    {
        var theory = new ConsensusTheory(Named(name));
        foreach (var entry in Truths.Graph(name).GetProperty("second_order").EnumerateObject())
        {
            var gains = Gains().Match(entry.Name);
            var k = double.Parse(gains.Groups[1].Value, CultureInfo.InvariantCulture);
            var gamma = double.Parse(gains.Groups[2].Value, CultureInfo.InvariantCulture);

            Assert.Equal(entry.Value.GetDouble(), theory.SecondOrderAbscissa(k, gamma), 1e-9);
        }
    }

    [Fact]
    public void Worked_iterations_come_out_number_by_number()
    {
        foreach (var truth in Truths.Section("worked_iterations"))
        {
            var graph = Truths.GraphOf(truth, truth.GetProperty("n").GetInt32());
            var x = truth.Numbers("x0");
            foreach (var expected in truth.Rows("x_k"))
            {
                AssertNear(expected, x, 1e-11);
                Assert.Equal(truth.Number("average"), x.Average(), 1e-12);
                x = ConsensusSimulation.DiscreteStep(graph, x, truth.Number("eps"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Simulated_agreement_decays_at_the_second_eigenvalue(string name)
    {
        var graph = Named(name);
        var theory = new ConsensusTheory(graph);
        // Wait until only the slowest mode is left, then compare two instants.
        var third = theory.Spectrum.FirstOrDefault(l => l > theory.Lambda2 + 1e-6, double.PositiveInfinity);
        var start = 0.1 + (Math.Log(1e4) / (third - theory.Lambda2));
        var span = Math.Log(100) / theory.Lambda2;
        var steps = (int)Math.Ceiling((start + span) * 50 * theory.LambdaMax);
        var early = ConsensusSimulation.Continuous(graph, Uneven(graph.Count), start, steps);
        var late = ConsensusSimulation.Continuous(graph, early, span, steps);

        var rate = Math.Log(
            ConsensusSimulation.DisagreementNorm(early) / ConsensusSimulation.DisagreementNorm(late)) / span;

        Assert.Equal(theory.Lambda2, rate, theory.Lambda2 * 1e-3);
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Disagreement_never_exceeds_its_bound(string name)
    {
        var graph = Named(name);
        var theory = new ConsensusTheory(graph);
        var x0 = Uneven(graph.Count);
        foreach (var share in new[] { 0.5, 0.1, 0.01 })
        {
            var x = ConsensusSimulation.Continuous(graph, x0, theory.TimeToShare(share), 4000);

            Assert.True(ConsensusSimulation.DisagreementNorm(x)
                <= share * ConsensusSimulation.DisagreementNorm(x0) * (1 + 1e-9));
        }
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Discrete_steps_converge_below_the_limit_and_diverge_above(string name)
    {
        var graph = Named(name);
        var limit = new ConsensusTheory(graph).StepLimit;

        Assert.True(AfterSteps(graph, limit * 0.98, 2000) < 1e-2);
        Assert.True(AfterSteps(graph, limit * 1.02, 2000) > 1e3);
    }

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Delay_is_harmless_just_below_the_margin_and_fatal_just_above(string name)
    {
        var graph = Named(name);
        var margin = new ConsensusTheory(graph).DelayMargin();
        var x0 = Uneven(graph.Count);
        var start = ConsensusSimulation.DisagreementNorm(x0);
        // Long enough for the slow modes too; the fast mode grows or shrinks with the distance from the margin.
        var seconds = 300 * margin;

        var below = ConsensusSimulation.Delayed(graph, FastestMode(graph), margin * 0.93, seconds, 200);
        var above = ConsensusSimulation.Delayed(graph, FastestMode(graph), margin * 1.07, seconds, 200);

        Assert.True(start > 0);
        Assert.True(ConsensusSimulation.DisagreementNorm(below) < 0.1);
        Assert.True(ConsensusSimulation.DisagreementNorm(above) > 10);
    }

    [Fact]
    public void Second_order_agreement_decays_at_its_abscissa()
    {
        var graph = GraphShapes.Star(6);
        var abscissa = new ConsensusTheory(graph).SecondOrderAbscissa(1, 2);
        var (x1, v1) = ConsensusSimulation.SecondOrder(graph, Uneven(6), new double[6], (1, 2), 20, 400_000);
        var (x2, _) = ConsensusSimulation.SecondOrder(graph, x1, v1, (1, 2), 10, 200_000);

        var rate = Math.Log(
            ConsensusSimulation.DisagreementNorm(x2) / ConsensusSimulation.DisagreementNorm(x1)) / 10;

        Assert.Equal(abscissa, rate, Math.Abs(abscissa) * 0.01);
    }

    [Fact]
    public void A_graph_in_parts_has_no_agreement()
    {
        var theory = new ConsensusTheory(new InteractionGraph(4, [(0, 1), (2, 3)]));

        Assert.Equal(0, theory.Lambda2, 1e-12);
    }

    [Fact]
    public void An_edge_outside_the_graph_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => new InteractionGraph(3, [(0, 1), (1, 3)]));

        Assert.StartsWith(
            "Edge [1, 3] does not join two different vertices of 0 to 2.", error.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("k=(.*),gamma=(.*)")]
    private static partial Regex Gains();

    private static InteractionGraph Named(string name) => name switch
    {
        "path_4" => GraphShapes.Path(4),
        "path_16" => GraphShapes.Path(16),
        "ring_5" => GraphShapes.Ring(5),
        "ring_6" => GraphShapes.Ring(6),
        "complete_3" => GraphShapes.Complete(3),
        "star_6" => GraphShapes.Star(6),
        "grid_3x3" => GraphShapes.Grid(3, 3),
        "hypercube_3" => GraphShapes.Hypercube(3),
        _ => throw new ArgumentException($"The truths name a graph [{name}] that the tests do not know."),
    };

    private static double[] Uneven(int count) =>
        [.. Enumerable.Range(0, count).Select(i => ((i * 37) % 11) + (0.3 * i))];

    private static double AfterSteps(InteractionGraph graph, double step, int steps)
    {
        var x = FastestMode(graph);
        for (var k = 0; k < steps; k++)
        {
            x = ConsensusSimulation.DiscreteStep(graph, x, step);
        }

        return ConsensusSimulation.DisagreementNorm(x);
    }

    /// <summary>The mode of the largest eigenvalue, by power iteration: it decides stability.</summary>
    private static double[] FastestMode(InteractionGraph graph)
    {
        var x = Uneven(graph.Count);
        for (var k = 0; k < 2000; k++)
        {
            // x - L x would keep the mean; L x removes it and favours the largest eigenvalue.
            var next = ConsensusSimulation.DiscreteStep(graph, x, 1);
            x = [.. x.Zip(next, (a, b) => a - b)];
            var norm = ConsensusSimulation.DisagreementNorm(x);
            x = [.. x.Select(v => v / norm)];
        }

        return x;
    }

    private static void AssertNear(double[] expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}

using System.Globalization;
using System.Text.Json;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.FormationFlight.Control;
using TaskSwarm.Scenarios.FormationFlight.Flight;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.FormationFlight.Measures;
using TaskSwarm.Scenarios.FormationFlight.Shapes;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.FormationFlight;

public sealed class FormationTruthTests
{
    [Theory]
    [InlineData("v5")]
    [InlineData("line4")]
    public void Formation_consensus_ends_where_published(string shape)
    {
        var truth = Shape(shape);
        var (graph, offsets, x) = Set(truth);
        for (var step = 0; step < 400; step++)
        {
            x = Step(graph, offsets, x, truth.Number("eps"));
        }

        foreach (var (expected, actual) in Points(truth, "final_positions").Zip(x))
        {
            Assert.True((expected - actual).Length < 1e-9);
        }
    }

    [Theory]
    [InlineData("v5")]
    [InlineData("line4")]
    public void Formation_errors_at_given_steps_are_the_published_ones(string shape)
    {
        var truth = Shape(shape);
        var (graph, offsets, x) = Set(truth);
        var final = Points(truth, "final_positions");
        var at = truth.GetProperty("rms_error_at_step").EnumerateObject()
            .ToDictionary(e => int.Parse(e.Name, CultureInfo.InvariantCulture), e => e.Value.GetDouble());
        var checkedSteps = 0;
        for (var step = 0; step <= 200; step++)
        {
            if (at.TryGetValue(step, out var expected))
            {
                Assert.Equal(expected, FormationError.Rms(x, final), expected * 1e-6);
                Assert.Equal(expected, FormationError.ShapeRms(x, offsets), expected * 1e-6);
                checkedSteps++;
            }

            x = Step(graph, offsets, x, truth.Number("eps"));
        }

        Assert.Equal(at.Count, checkedSteps);
    }

    [Theory]
    [InlineData("v5")]
    [InlineData("line4")]
    public void Formation_graphs_contract_as_published(string shape)
    {
        var truth = Shape(shape);
        var theory = new ConsensusTheory(Set(truth).Graph);

        Assert.Equal(truth.Number("lambda2"), theory.Lambda2, 1e-10);
        Assert.Equal(truth.Number("lambda_max"), theory.LambdaMax, 1e-10);
        Assert.Equal(truth.Number("contraction_per_step"), theory.StepFactor(truth.Number("eps")), 1e-10);
    }

    [Fact]
    public void Followers_in_a_chain_lag_as_published()
    {
        foreach (var truth in Truths.Section("leader_lag"))
        {
            var (gain, speed) = (truth.Number("gain"), truth.Number("leader_speed"));
            var expected = truth.Numbers("values");
            var lags = SimulatedLags(truth.GetProperty("followers").GetInt32(), gain, speed);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], LeaderFollowerLaw.SteadyLag(i + 1, speed, gain), 1e-12);
                Assert.Equal(expected[i], lags[i], 1e-6);
            }
        }
    }

    [Fact]
    public void Hover_and_top_rotor_speeds_are_the_published_ones()
    {
        var hover = Truths.Section("physics").Single(p => p.GetProperty("name").GetString() == "crazyflie_hover_rpm");
        var top = Truths.Section("physics").Single(p => p.GetProperty("name").GetString() == "crazyflie_max_rpm");
        var (mass, gravity, kf) = (hover.Number("m_kg"), hover.Number("g"), hover.Number("kf"));

        Assert.Equal(hover.Number("value"), PowerModel.RotorRpm(mass, gravity, kf), 1e-8);
        Assert.Equal(top.Number("value"), PowerModel.RotorRpm(mass, gravity, kf, 2.25), 1e-8);
    }

    [Fact]
    public void Swarm_measures_have_the_published_values()
    {
        var right = new Vec3(1, 0, 0);
        var all = Truths.Section("swarm_metrics").ToDictionary(m => m.GetProperty("case").GetString()!);

        Assert.Equal(
            all["all velocities equal"].Number("order"),
            SwarmMeasures.Order([right, right, right], GraphShapes.Path(3)),
            1e-12);
        Assert.Equal(
            all["4 agents, complete graph, two fly +x and two -x"].Number("order"),
            SwarmMeasures.Order([right, right, -right, -right], GraphShapes.Complete(4)),
            1e-12);
        Assert.Equal(
            all["6 agents, graph has 2 connected components"].Number("union"),
            SwarmMeasures.Union(new InteractionGraph(6, [(0, 1), (1, 2), (3, 4), (4, 5)])),
            1e-12);
        Assert.Equal(
            all["6 agents, ring"].Number("connectivity"),
            SwarmMeasures.Connectivity(GraphShapes.Ring(6)),
            1e-12);
        Assert.Equal(4, all.Count);
    }

    private static JsonElement Shape(string name) =>
        Truths.Section("formations").Single(f => f.GetProperty("shape").GetString() == name);

    private static Vec3[] Points(JsonElement truth, string name) =>
        [.. truth.Rows(name).Select(p => new Vec3(p[0], p[1], 0))];

    private static (InteractionGraph Graph, Vec3[] Offsets, Vec3[] Start) Set(JsonElement truth)
    {
        var offsets = Points(truth, "offsets");
        return (Truths.GraphOf(truth, offsets.Length), offsets, Points(truth, "x0"));
    }

    private static Vec3[] Step(InteractionGraph graph, Vec3[] offsets, Vec3[] x, double eps) =>
    [
        .. x.Select((position, i) => position + ConsensusLaw.FirstOrder(
            position - offsets[i], [.. graph.Neighbours(i).Select(j => x[j] - offsets[j])], eps)),
    ];

    private static double[] SimulatedLags(int followers, double gain, double speed)
    {
        const double Step = 0.001;
        var behind = new Vec3(-10, 0, 0);
        var x = Enumerable.Range(0, followers + 1).Select(i => behind * i).ToArray();
        for (var t = 0; t < 60_000; t++)
        {
            var velocity = x.Select((p, i) => i == 0
                ? new Vec3(speed, 0, 0)
                : LeaderFollowerLaw.Feedback(p, x[i - 1], behind, gain)).ToArray();
            x = [.. x.Zip(velocity, (p, v) => p + (v * Step))];
        }

        return [.. Enumerable.Range(1, followers).Select(i => x[0].X - (10 * i) - x[i].X)];
    }
}

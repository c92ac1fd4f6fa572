namespace TaskSwarm.Scenarios.FormationFlight.Graphs;

/// <summary>
/// Consensus run by itself, without drones: what the laws do when nothing disturbs them. The oracle of the flying
/// versions, and the means to hold them against theory.
/// </summary>
public static class ConsensusSimulation
{
    /// <summary>One step of x - step L x.</summary>
    public static double[] DiscreteStep(InteractionGraph graph, double[] x, double step)
    {
        var next = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            next[i] = x[i] - (step * Disagreement(graph, x, i));
        }

        return next;
    }

    /// <summary>State of dx/dt = -gain L x after <paramref name="seconds"/> (Runge-Kutta of fourth order).</summary>
    public static double[] Continuous(InteractionGraph graph, double[] x, double seconds, int steps, double gain = 1)
    {
        var h = seconds / steps;
        var state = (double[])x.Clone();
        for (var k = 0; k < steps; k++)
        {
            var k1 = Slope(graph, state, gain);
            var k2 = Slope(graph, Added(state, k1, h / 2), gain);
            var k3 = Slope(graph, Added(state, k2, h / 2), gain);
            var k4 = Slope(graph, Added(state, k3, h), gain);
            for (var i = 0; i < state.Length; i++)
            {
                state[i] += h / 6 * (k1[i] + (2 * k2[i]) + (2 * k3[i]) + k4[i]);
            }
        }

        return state;
    }

    /// <summary>
    /// State of dx/dt = -gain L x(t - delay), constant before the start, by Euler's method with
    /// <paramref name="stepsPerDelay"/> steps in one delay.
    /// </summary>
    public static double[] Delayed(
        InteractionGraph graph, double[] x, double delay, double seconds, int stepsPerDelay, double gain = 1)
    {
        var h = delay / stepsPerDelay;
        var state = (double[])x.Clone();
        var past = new Queue<double[]>(Enumerable.Repeat((double[])x.Clone(), stepsPerDelay));
        for (var t = 0.0; t < seconds; t += h)
        {
            var slope = Slope(graph, past.Dequeue(), gain);
            past.Enqueue(state);
            state = Added(state, slope, h);
        }

        return state;
    }

    /// <summary>
    /// Positions and velocities of a = -k L x - gamma L v after <paramref name="seconds"/>, by the semi-implicit
    /// Euler method.
    /// </summary>
    public static (double[] X, double[] V) SecondOrder(
        InteractionGraph graph,
        double[] x,
        double[] v,
        (double Stiffness, double Damping) gains,
        double seconds,
        int steps)
    {
        var h = seconds / steps;
        var (position, velocity) = ((double[])x.Clone(), (double[])v.Clone());
        for (var k = 0; k < steps; k++)
        {
            var pull = Slope(graph, position, gains.Stiffness);
            var brake = Slope(graph, velocity, gains.Damping);
            velocity = Added(Added(velocity, pull, h), brake, h);
            position = Added(position, velocity, h);
        }

        return (position, velocity);
    }

    /// <summary>Euclidean distance from agreement: the norm of x minus its mean.</summary>
    public static double DisagreementNorm(IReadOnlyList<double> x)
    {
        var mean = x.Sum() / x.Count;
        return Math.Sqrt(x.Sum(value => (value - mean) * (value - mean)));
    }

    private static double[] Slope(InteractionGraph graph, double[] x, double gain)
    {
        var slope = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            slope[i] = -gain * Disagreement(graph, x, i);
        }

        return slope;
    }

    private static double Disagreement(InteractionGraph graph, double[] x, int i)
    {
        var sum = 0.0;
        foreach (var j in graph.Neighbours(i))
        {
            sum += x[i] - x[j];
        }

        return sum;
    }

    private static double[] Added(double[] x, double[] slope, double h)
    {
        var sum = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            sum[i] = x[i] + (h * slope[i]);
        }

        return sum;
    }
}

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>What the model is, how well it holds, and what it says of a large cluster.</summary>
internal static class ScalingReport
{
    private const double GigabitBytesPerMs = 125_000;

    /// <summary>Prints markdown.</summary>
    public static void Print(IReadOnlyList<ScalingPoint> points, LeastSquares fit)
    {
        Line("\n| term | microseconds | standard error |\n|---|---:|---:|");
        for (int i = 0; i < ScalingPoint.Terms.Length; i++)
        {
            Line($"| {ScalingPoint.Terms[i]} | {fit.Coefficients[i] * 1000:0.###} | {fit.ErrorOf(i) * 1000:0.###} |");
        }

        LeastSquares bytes = Bytes(points);
        Line($"\nReports: {bytes.Coefficients[0]:0} bytes to each other node, {bytes.Coefficients[1]:0.00} bytes for "
            + $"each message that crosses.");
        Errors("fitted", points.Where(p => !p.IsHeldBack), fit);
        Errors("held back", points.Where(p => p.IsHeldBack), fit);
        Line("\n| nodes | agents | events a window | latency ms | ms measured | ms fitted | error |");
        Line("|---:|---:|---:|---:|---:|---:|---:|");
        foreach (ScalingPoint p in points.Where(p => p.IsHeldBack))
        {
            double value = fit.At(p.Row).Value;
            Line($"| {p.Nodes} | {p.Agents:N0} | {p.Events:N0} | {p.LatencyMs} | {p.Milliseconds:0.00} | {value:0.00} "
                + $"| {(value / p.Milliseconds) - 1:+0 %;-0 %} |");
        }

        Predict(fit, bytes);
    }

    private static LeastSquares Bytes(IReadOnlyList<ScalingPoint> points)
    {
        ScalingPoint[] sent = [.. points.Where(p => p.Bytes > 0)];
        return new LeastSquares(
            [.. sent.Select(p => (double[])[p.Nodes * (p.Nodes - 1.0), p.Crossing])], [.. sent.Select(p => p.Bytes)]);
    }

    private static void Errors(string name, IEnumerable<ScalingPoint> points, LeastSquares fit)
    {
        double[] errors = [.. points.Select(p => Math.Abs((fit.At(p.Row).Value / p.Milliseconds) - 1)).Order()];
        Line($"\n{name}: {errors.Length} points, relative error median {errors[errors.Length / 2]:0 %}, mean "
            + $"{errors.Average():0 %}, 90 % of them below {errors[(int)(errors.Length * 0.9)]:0 %}, "
            + $"largest {errors[^1]:0 %}");
    }

    /// <summary>Each node on a machine of its own, one worker each, windows of 20 ms, 0.2 ms between nodes.</summary>
    private static void Predict(LeastSquares fit, LeastSquares bytes)
    {
        const double Latency = 0.2;
        Line("\n| nodes, each its own machine | agents | an agent wakes every | ms a window | from | to | bytes a node "
            + "and window | of it on a gigabit link, ms |");
        Line("|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach ((int nodes, double agents, double sleep) in ((int, double, double)[])[
            (1, 1e7, 1), (10, 1e7, 1), (30, 1e7, 1), (100, 1e7, 1), (100, 1e7, 10), (100, 1e7, 0.1), (300, 1e7, 1)])
        {
            double messages = agents * 0.02 / sleep;
            var point = new ScalingPoint(nodes, agents, 2 * messages, messages, Latency, nodes, nodes);
            (double ms, double deviation) = fit.At(point.Row);
            double sent = bytes.At([nodes * (nodes - 1.0), point.Crossing]).Value / nodes;
            double link = nodes == 1 ? 0 : sent / GigabitBytesPerMs;
            (double low, double high) = (Math.Max(0, ms - (2 * deviation)) + link, ms + (2 * deviation) + link);
            Line($"| {nodes} | {agents:N0} | {sleep} s | {ms + link:0.0} | {low:0.0} "
                + $"| {high:0.0} | {(nodes == 1 ? 0 : sent):N0} | {link:0.00} |");
        }
    }

    private static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private static void Line(string text) => Console.WriteLine(text);
}

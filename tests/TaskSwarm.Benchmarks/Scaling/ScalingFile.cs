using System.Globalization;

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>Points in a file, with what the model says to them.</summary>
internal static class ScalingFile
{
    private const string Head = "nodes,agents,events,messages,latency_ms,cores,held_back,ms,fitted_ms,bytes";

    public static void Write(string file, IEnumerable<ScalingPoint> points, LeastSquares fit) => File.WriteAllLines(
        file, [Head, .. points.Select(p => p.ToCsv(fit.At(p.Row).Value))]);

    public static List<ScalingPoint> Read(string file) => [.. File.ReadLines(file).Skip(1).Select(Parse)];

    private static ScalingPoint Parse(string line)
    {
        string[] f = line.Split(',');
        return new ScalingPoint(
            int.Parse(f[0], CultureInfo.InvariantCulture), Number(f[1]), Number(f[2]), Number(f[3]), Number(f[4]),
            int.Parse(f[5], CultureInfo.InvariantCulture))
        {
            IsHeldBack = bool.Parse(f[6]),
            Milliseconds = Number(f[7]),
            Bytes = Number(f[9]),
        };
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

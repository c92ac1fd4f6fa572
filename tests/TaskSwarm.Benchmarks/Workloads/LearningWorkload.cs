using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Models;
using TaskSwarm.Learning.Tensors;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>
/// How near the arithmetic of learning comes to what one core can do. The bound is measured beside it: fused
/// multiply-adds on registers alone, with nothing to load or to store.
/// </summary>
internal static class LearningWorkload
{
    public const string Name = "learning";

    private const int Batch = 10;
    private const double SecondsEach = 0.3;

    private static readonly PerceptronShape TwoHidden = new(784, 200, 200, 10);

    public static int Run(int repeats)
    {
        (string What, double OperationsEach, Action Once)[] parts = Parts();
        Console.WriteLine("| what | GFLOP/s | of the bound | slowest to fastest |");
        Console.WriteLine("|---|---:|---:|---:|");
        var shares = parts.Select(_ => new List<double>()).ToArray();
        var rates = parts.Select(_ => new List<double>()).ToArray();
        var bounds = new List<double>();
        foreach ((string _, double _, Action once) in parts)
        {
            Rate(1, once);
        }

        Rate(1, () => Peak(1000));
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            for (int i = 0; i < parts.Length; i++)
            {
                // The bound anew beside each figure: a noisy machine slows both.
                double bound = Rate(PeakOperations(1000), () => Peak(1000));
                double rate = Rate(parts[i].OperationsEach, parts[i].Once);
                bounds.Add(bound);
                rates[i].Add(rate);
                shares[i].Add(rate / bound);
            }
        }

        Print("the bound: fused multiply-adds on registers", bounds, [1]);
        for (int i = 0; i < parts.Length; i++)
        {
            Print(parts[i].What, rates[i], shares[i]);
        }

        return 0;
    }

    private static (string What, double OperationsEach, Action Once)[] Parts()
    {
        var random = new RandomStream(1, "learning", "numbers");
        float[] images = Draw(Batch * 784, random);
        float[] weights = Draw(784 * 200, random);
        float[] outputs = Draw(Batch * 200, random);
        float[] gradient = new float[784 * 200];
        float[] parameters = Perceptron.Draw(TwoHidden, random);
        float[] many = Draw(100 * 784, random);
        byte[] labels = [.. Enumerable.Range(0, Batch).Select(i => (byte)i)];
        var training = new Perceptron(TwoHidden, Batch);
        var judging = new Perceptron(TwoHidden, 100);
        return
        [
            ("10 images through a layer of 784 x 200", 2.0 * Batch * 784 * 200, () => MatrixProduct.Accumulate(
                1, MatrixView.InRows(images, Batch, 784), MatrixView.InRows(weights, 784, 200), 0,
                MatrixView.InRows(outputs, Batch, 200))),
            ("gradient of that layer", 2.0 * Batch * 784 * 200, () => MatrixProduct.Accumulate(
                1, MatrixView.InRows(images, Batch, 784).Transposed, MatrixView.InRows(outputs, Batch, 200), 0,
                MatrixView.InRows(gradient, 784, 200))),
            ("step of gradient descent of 784-200-200-10 on 10 images", (double)Batch * TwoHidden.TrainingOperations,
                () => training.Descend(parameters, images, labels, 1, -1e-6f, parameters)),
            ("100 images through 784-200-200-10", 100.0 * TwoHidden.ForwardOperations,
                () => judging.Predict(parameters, many, 100)),
        ];
    }

    private static float[] Draw(int count, RandomStream random) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)random.NextUniform(-1, 1))];

    private static void Print(string what, List<double> rates, List<double> shares)
    {
        rates.Sort();
        shares.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {rates[rates.Count / 2] / 1e9:0.0} | {shares[shares.Count / 2]:0.00} | "
            + $"{shares[0]:0.00} to {shares[^1]:0.00} |"));
    }

    /// <summary>Operations a second, over a good part of a second.</summary>
    private static double Rate(double operations, Action once)
    {
        long times = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < SecondsEach)
        {
            once();
            times++;
        }

        return operations * times / watch.Elapsed.TotalSeconds;
    }

    private static double PeakOperations(int rounds) => 2.0 * 16 * 16 * rounds * 10;

    /// <summary>Sixteen chains, enough to hide the latency of an addition.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Peak(int rounds)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default;
        Vector512<float> s6 = default, s7 = default, s8 = default, s9 = default, sa = default, sb = default;
        Vector512<float> sc = default, sd = default, se = default, sf = default;
        var x = Vector512.Create(0.5f);
        var y = Vector512.Create(0.25f);
        for (int i = 0; i < rounds * 10; i++)
        {
            s0 = Vector512.FusedMultiplyAdd(x, y, s0);
            s1 = Vector512.FusedMultiplyAdd(x, y, s1);
            s2 = Vector512.FusedMultiplyAdd(x, y, s2);
            s3 = Vector512.FusedMultiplyAdd(x, y, s3);
            s4 = Vector512.FusedMultiplyAdd(x, y, s4);
            s5 = Vector512.FusedMultiplyAdd(x, y, s5);
            s6 = Vector512.FusedMultiplyAdd(x, y, s6);
            s7 = Vector512.FusedMultiplyAdd(x, y, s7);
            s8 = Vector512.FusedMultiplyAdd(x, y, s8);
            s9 = Vector512.FusedMultiplyAdd(x, y, s9);
            sa = Vector512.FusedMultiplyAdd(x, y, sa);
            sb = Vector512.FusedMultiplyAdd(x, y, sb);
            sc = Vector512.FusedMultiplyAdd(x, y, sc);
            sd = Vector512.FusedMultiplyAdd(x, y, sd);
            se = Vector512.FusedMultiplyAdd(x, y, se);
            sf = Vector512.FusedMultiplyAdd(x, y, sf);
        }

        return Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + sa + sb + sc + sd + se + sf);
    }
}

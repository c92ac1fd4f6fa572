using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>Squared distances between all pairs of models.</summary>
internal static class PairDistances
{
    /// <summary>Parameters of all models that are compared before the next ones, so that they stay in a
    /// cache.</summary>
    private const int Block = 2048;

    /// <summary>A symmetric matrix, row by row; infinite where a distance is no number.</summary>
    /// <param name="updates">Models of one length.</param>
    public static double[] Squared(IReadOnlyList<ModelUpdate> updates)
    {
        int count = updates.Count;
        int length = updates[0].Parameters.Length;
        var distances = new double[count * count];
        for (int from = 0; from < length; from += Block)
        {
            int width = Math.Min(Block, length - from);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> one = updates[i].Parameters.AsSpan(from, width);
                for (int j = 0; j < i; j++)
                {
                    distances[(i * count) + j] += Squared(one, updates[j].Parameters.AsSpan(from, width));
                }
            }
        }

        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double distance = distances[(i * count) + j];
                distance = double.IsNaN(distance) ? double.PositiveInfinity : distance;
                distances[(i * count) + j] = distance;
                distances[(j * count) + i] = distance;
            }
        }

        return distances;
    }

    /// <summary>Eight sums side by side whatever the processor's width, so that the order of additions is
    /// fixed.</summary>
    private static double Squared(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref float first = ref MemoryMarshal.GetReference(x);
        ref float second = ref MemoryMarshal.GetReference(y);
        Vector256<double> low = default;
        Vector256<double> high = default;
        int i = 0;
        for (; i + Vector256<float>.Count <= x.Length; i += Vector256<float>.Count)
        {
            Vector256<float> difference =
                Vector256.LoadUnsafe(ref first, (nuint)i) - Vector256.LoadUnsafe(ref second, (nuint)i);
            Vector256<double> lower = Vector256.WidenLower(difference);
            Vector256<double> upper = Vector256.WidenUpper(difference);
            low += lower * lower;
            high += upper * upper;
        }

        low += high;
        double sum = low[0] + low[1] + (low[2] + low[3]);
        for (; i < x.Length; i++)
        {
            double difference = x[i] - y[i];
            sum += difference * difference;
        }

        return sum;
    }
}

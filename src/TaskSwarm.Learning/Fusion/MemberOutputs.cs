namespace TaskSwarm.Learning.Fusion;

/// <summary>What the rules ask of the outputs they are given, and how they are summed.</summary>
internal static class MemberOutputs
{
    /// <summary>Checks that members speak of the same images.</summary>
    /// <returns>How many images.</returns>
    public static int Check(IReadOnlyList<float[]> members, int classes)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        ArgumentOutOfRangeException.ThrowIfZero(members.Count, nameof(members));
        int length = members[0].Length;
        if (length == 0 || length % classes != 0)
        {
            throw new ArgumentException(
                $"{length} probabilities are not {classes} for each of some images.", nameof(members));
        }

        for (int member = 1; member < members.Count; member++)
        {
            if (members[member].Length != length)
            {
                throw new ArgumentException(
                    $"Member {member} says {members[member].Length} probabilities and member 0 {length}.",
                    nameof(members));
            }
        }

        return length / classes;
    }

    /// <summary>Checks that held-out images have a class each.</summary>
    /// <returns>How many images.</returns>
    public static int Check(IReadOnlyList<float[]> members, ReadOnlySpan<byte> labels, int classes)
    {
        int images = Check(members, classes);
        if (labels.Length != images || labels.ContainsAnyExceptInRange((byte)0, (byte)Math.Min(255, classes - 1)))
        {
            throw new ArgumentException(
                $"{labels.Length} labels are not one of {classes} classes for each of {images} images.",
                nameof(labels));
        }

        return images;
    }

    /// <summary>Checks weights and makes them sum to 1; without any all are equal.</summary>
    public static double[] Shares(IReadOnlyList<double>? weights, int members)
    {
        if (weights is null)
        {
            return [.. Enumerable.Repeat(1.0 / members, members)];
        }

        CheckCount(weights.Count, members);
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    /// <summary>Checks that a rule gets as many members as it was made for.</summary>
    public static void CheckCount(int expected, int members)
    {
        if (expected != members)
        {
            throw new ArgumentException($"The rule is one for {expected} members, not {members}.", nameof(members));
        }
    }

    /// <summary>Checks weights that are to be made shares.</summary>
    public static IReadOnlyList<double> CheckWeights(IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        double sum = weights.Sum();
        if (weights.Any(w => !(w >= 0)) || !(sum > 0) || !double.IsFinite(sum))
        {
            throw new ArgumentException("Weights are finite, not negative and not all zero.", nameof(weights));
        }

        return [.. weights];
    }

    /// <summary>Adds up members in their order, in double precision.</summary>
    public static double[] Sum(IReadOnlyList<float[]> members, IReadOnlyList<double> weights)
    {
        var sum = new double[members[0].Length];
        for (int member = 0; member < members.Count; member++)
        {
            double weight = weights[member];
            float[] says = members[member];
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += weight * says[i];
            }
        }

        return sum;
    }
}

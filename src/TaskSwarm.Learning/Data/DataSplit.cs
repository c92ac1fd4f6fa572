using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Data;

/// <summary>How labelled images are dealt out to those who learn from them (McMahan et al. 2017, section 3).</summary>
public static class DataSplit
{
    /// <summary>Shuffled and cut into equal parts: everybody has images of every class.</summary>
    /// <param name="images">The images.</param>
    /// <param name="parts">At most as many as images; what does not divide goes to the first parts.</param>
    /// <param name="random">Shuffles.</param>
    /// <returns>For each part the numbers of its images.</returns>
    public static IReadOnlyList<int[]> Identical(LabelledImages images, int parts, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(random);
        CheckParts(images, parts);
        int[] order = [.. Enumerable.Range(0, images.Count)];
        random.Shuffle(order.AsSpan());
        return Cut(order, parts);
    }

    /// <summary>The pathological split of the paper: sorted by class, cut into shards, and each part gets some of them
    /// at random, so that most parts have images of two classes only.</summary>
    /// <param name="images">The images.</param>
    /// <param name="parts">Number of parts.</param>
    /// <param name="shardsEach">Shards of a part, above zero; 2 in the paper.</param>
    /// <param name="random">Deals the shards out.</param>
    /// <returns>For each part the numbers of its images.</returns>
    public static IReadOnlyList<int[]> ByClass(
        LabelledImages images, int parts, int shardsEach, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shardsEach);
        CheckParts(images, parts * shardsEach);
        var labels = images.Labels.ToArray();
        int[] sorted = [.. Enumerable.Range(0, images.Count).OrderBy(i => labels[i])];
        List<int[]> shards = Cut(sorted, parts * shardsEach);
        int[] deal = [.. Enumerable.Range(0, shards.Count)];
        random.Shuffle(deal.AsSpan());
        return
        [
            .. Enumerable.Range(0, parts).Select(
                part => deal.Skip(part * shardsEach).Take(shardsEach).SelectMany(s => shards[s]).ToArray()),
        ];
    }

    /// <summary>Takes some images away, the same share of each class as near as may be, to fit by what nobody learnt.
    /// </summary>
    /// <param name="images">The images.</param>
    /// <param name="share">0 to below 1; nothing is drawn for 0.</param>
    /// <param name="random">Shuffles.</param>
    /// <returns>The rest, in its order, and what was taken; null if that is nothing.</returns>
    public static (LabelledImages Kept, LabelledImages? HeldOut) HoldOut(
        LabelledImages images, double share, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        if (share == 0)
        {
            return (images, null);
        }

        byte[] labels = images.Labels.ToArray();
        var isTaken = new bool[labels.Length];
        for (int c = 0; c < images.Classes; c++)
        {
            int[] members = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == c)];
            random.Shuffle(members.AsSpan());
            foreach (int image in members.Take((int)Math.Round(share * members.Length)))
            {
                isTaken[image] = true;
            }
        }

        int[] taken = [.. Enumerable.Range(0, labels.Length).Where(i => isTaken[i])];
        int[] rest = [.. Enumerable.Range(0, labels.Length).Where(i => !isTaken[i])];
        return taken.Length == 0 ? (images, null) : (images.Take(rest), images.Take(taken));
    }

    /// <summary>Each part knows some classes: the images of a class are shuffled and dealt out, one after the other, to
    /// those who know it.</summary>
    /// <param name="images">The images.</param>
    /// <param name="known">For each part the classes that it knows; naming one twice means nothing more.</param>
    /// <param name="random">Shuffles.</param>
    /// <returns>For each part the numbers of its images, class by class.</returns>
    public static IReadOnlyList<int[]> ByKnownClasses(
        LabelledImages images, IReadOnlyList<IReadOnlyList<int>> known, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(random);
        byte[] labels = images.Labels.ToArray();
        List<int>[] parts = [.. known.Select(_ => new List<int>())];
        for (int c = 0; c < images.Classes; c++)
        {
            int[] members = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == c)];
            random.Shuffle(members.AsSpan());
            int[] knowing = [.. Enumerable.Range(0, parts.Length).Where(part => known[part].Contains(c))];
            for (int i = 0; i < members.Length && knowing.Length > 0; i++)
            {
                parts[knowing[i % knowing.Length]].Add(members[i]);
            }
        }

        return [.. parts.Select(part => part.ToArray())];
    }

    private static void CheckParts(LabelledImages images, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, images.Count);
    }

    private static List<int[]> Cut(int[] order, int parts)
    {
        var cut = new List<int[]>(parts);
        int at = 0;
        for (int part = 0; part < parts; part++)
        {
            int size = (order.Length / parts) + (part < order.Length % parts ? 1 : 0);
            cut.Add(order[at..(at + size)]);
            at += size;
        }

        return cut;
    }
}

using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Tests.Fusion;

/// <summary>Members that say the right class with a probability of their own, some by other names.</summary>
internal static class Ensemble
{
    /// <summary>Draws labels and what members say of them.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="skills">Of each member how much of its score is the truth.</param>
    /// <param name="shift">Added to the class that the last member means.</param>
    public static (float[][] Members, byte[] Labels) Draw(
        ulong seed, int images, int classes, double[] skills, int shift = 0)
    {
        var random = new RandomStream(seed, "ensemble", "test");
        byte[] labels = [.. Enumerable.Range(0, images).Select(_ => (byte)random.NextInt(classes))];
        float[][] members =
        [
            .. skills.Select((skill, m) => Says(labels, classes, skill, m == skills.Length - 1 ? shift : 0, random)),
        ];
        return (members, labels);
    }

    public static double Accuracy(float[] says, byte[] labels, int classes) => labels
        .Where((label, i) => Learning.Models.Evaluation.IndexOfHighest(says.AsSpan(i * classes, classes)) == label)
        .Count() / (double)labels.Length;

    public static double Brier(float[] says, byte[] labels, int classes) => says
        .Select((p, i) => Math.Pow(p - (labels[i / classes] == i % classes ? 1 : 0), 2)).Sum() / labels.Length;

    private static float[] Says(byte[] labels, int classes, double skill, int shift, RandomStream random)
    {
        var says = new float[labels.Length * classes];
        for (int i = 0; i < labels.Length; i++)
        {
            double[] scores =
            [
                .. Enumerable.Range(0, classes).Select(c => Math.Exp(
                    (((labels[i] + shift) % classes) == c ? skill : 0) + random.NextNormal())),
            ];
            for (int c = 0; c < classes; c++)
            {
                says[(i * classes) + c] = (float)(scores[c] / scores.Sum());
            }
        }

        return says;
    }
}

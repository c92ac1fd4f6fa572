using TaskSwarm.Learning.Models;

namespace TaskSwarm.Learning.Fusion;

/// <summary>
/// What a model's answers mean: how often it says each class of images of each class, counted on images that it has not
/// learnt from (Xu, Krzyzak and Suen 1992, Methods of Combining Multiple Classifiers, section V).
/// </summary>
public sealed class ConfusionTable
{
    private readonly float[] _rates;

    private ConfusionTable(float[] rates, int classes) => (_rates, Classes) = (rates, classes);

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>How often each class is said of images of each class: rows are right classes, and each sums to 1 but
    /// for rounding.</summary>
    public ReadOnlySpan<float> Rates => _rates;

    /// <summary>Counts.</summary>
    /// <param name="outputs">The probability of each class, image by image; the most probable one is what is said.
    /// </param>
    /// <param name="labels">The right class of each image.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="smoothing">What is added to each count, above zero: nothing is impossible because it was not seen.
    /// </param>
    /// <exception cref="ArgumentException">Outputs, labels and classes do not fit each other.</exception>
    public static ConfusionTable Of(
        float[] outputs, ReadOnlySpan<byte> labels, int classes, double smoothing = 0.1)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(smoothing);
        int images = MemberOutputs.Check([outputs], labels, classes);
        var counts = new int[classes * classes];
        for (int image = 0; image < images; image++)
        {
            int said = Evaluation.IndexOfHighest(outputs.AsSpan(image * classes, classes));
            counts[(labels[image] * classes) + said]++;
        }

        var rates = new float[counts.Length];
        for (int right = 0; right < classes; right++)
        {
            double sum = smoothing * classes;
            for (int said = 0; said < classes; said++)
            {
                sum += counts[(right * classes) + said];
            }

            for (int said = 0; said < classes; said++)
            {
                rates[(right * classes) + said] = (float)((counts[(right * classes) + said] + smoothing) / sum);
            }
        }

        return new ConfusionTable(rates, classes);
    }

    /// <summary>The table of rates that were kept.</summary>
    /// <param name="rates">As <see cref="Rates"/>.</param>
    /// <exception cref="ArgumentException">They are no square table.</exception>
    public static ConfusionTable From(ReadOnlySpan<float> rates)
    {
        int classes = (int)Math.Round(Math.Sqrt(rates.Length));
        return classes > 0 && classes * classes == rates.Length
            ? new ConfusionTable(rates.ToArray(), classes)
            : throw new ArgumentException($"{rates.Length} rates are no square table.", nameof(rates));
    }

    /// <summary>How likely a model's answer is under each right class: the mean of the table's columns, weighted by how
    /// probable the model takes each class to be (Jeffrey's rule for an uncertain observation).</summary>
    /// <param name="output">What the model says of one image.</param>
    public float[] LikelihoodOf(ReadOnlySpan<float> output)
    {
        var likelihood = new float[Classes];
        for (int right = 0; right < Classes; right++)
        {
            double sum = 0;
            for (int said = 0; said < Classes; said++)
            {
                sum += (double)output[said] * _rates[(right * Classes) + said];
            }

            likelihood[right] = (float)sum;
        }

        return likelihood;
    }

    /// <summary>How often the model is right about images of which it is only known how probable each class is.
    /// </summary>
    /// <param name="probabilities">Of each class; they sum to 1.</param>
    public double ExpectedAccuracy(ReadOnlySpan<float> probabilities)
    {
        double sum = 0;
        for (int c = 0; c < Classes; c++)
        {
            sum += (double)probabilities[c] * _rates[(c * Classes) + c];
        }

        return sum;
    }
}

using TaskSwarm.Learning.Data;

namespace TaskSwarm.Learning.Models;

/// <summary>How well a model does on images.</summary>
/// <param name="Right">Images whose most probable class is the right one; of equal ones the lowest counts.</param>
/// <param name="Count">Images.</param>
/// <param name="Loss">Mean cross-entropy, nats.</param>
public sealed record Evaluation(int Right, int Count, double Loss)
{
    private const int BatchRows = 100;

    /// <summary>Share of images that are classified right, 0 to 1.</summary>
    public double Accuracy => (double)Right / Count;

    private delegate ReadOnlySpan<float> Prediction(Span<float> pixels, int rows);

    /// <summary>Evaluates a perceptron on all images.</summary>
    public static Evaluation Of(PerceptronShape shape, ReadOnlySpan<float> parameters, LabelledImages images)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(images);
        var model = new Perceptron(shape, BatchRows);
        float[] own = parameters.ToArray();
        return Of((pixels, rows) => model.Predict(own, pixels, rows), shape.Classes, images);
    }

    /// <summary>Evaluates any model on all images; one of a class that the model does not know counts as wrong.</summary>
    /// <exception cref="ArgumentException">The images are not of the size that the model takes.</exception>
    public static Evaluation Of(IClassifier classifier, LabelledImages images)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(images);
        return Of((pixels, rows) => classifier.Predict(pixels, rows), classifier.Classes, images);
    }

    private static Evaluation Of(Prediction predict, int classes, LabelledImages images)
    {
        var pixels = new float[BatchRows * images.Inputs];
        var labels = new byte[BatchRows];
        var members = new int[BatchRows];
        int right = 0;
        double loss = 0;
        for (int at = 0; at < images.Count; at += BatchRows)
        {
            int rows = Math.Min(BatchRows, images.Count - at);
            for (int row = 0; row < rows; row++)
            {
                members[row] = at + row;
            }

            images.CopyTo(members.AsSpan(0, rows), pixels, labels);
            ReadOnlySpan<float> probabilities = predict(pixels.AsSpan(0, rows * images.Inputs), rows);
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> one = probabilities.Slice(row * classes, classes);
                right += IndexOfHighest(one) == labels[row] ? 1 : 0;
                loss -= Math.Log(Math.Max(labels[row] < classes ? one[labels[row]] : 0, 1e-30f));
            }
        }

        return new Evaluation(right, images.Count, loss / images.Count);
    }

    internal static int IndexOfHighest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}

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
        return Of(Outputs(shape, parameters, images), images.Labels, shape.Classes);
    }

    /// <summary>Evaluates any model on all images; one of a class that it does not know counts as wrong.</summary>
    /// <exception cref="ArgumentException">The images are not of the size that the model takes.</exception>
    public static Evaluation Of(IClassifier classifier, LabelledImages images)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(images);
        return Of(Outputs(classifier, images), images.Labels, classifier.Classes);
    }

    /// <summary>Evaluates what was said of images; one of a class that nothing is said about counts as wrong.</summary>
    /// <param name="outputs">The probability of each class, image by image.</param>
    /// <param name="labels">The right class of each image.</param>
    /// <param name="classes">How many classes something is said about.</param>
    /// <exception cref="ArgumentException">There is no image, or the outputs are of other images.</exception>
    public static Evaluation Of(ReadOnlySpan<float> outputs, ReadOnlySpan<byte> labels, int classes)
    {
        if (labels.IsEmpty || outputs.Length != labels.Length * classes)
        {
            throw new ArgumentException(
                $"{outputs.Length} probabilities are not {classes} for each of {labels.Length} images.",
                nameof(outputs));
        }

        int right = 0;
        double loss = 0;
        for (int image = 0; image < labels.Length; image++)
        {
            ReadOnlySpan<float> one = outputs.Slice(image * classes, classes);
            right += IndexOfHighest(one) == labels[image] ? 1 : 0;
            loss -= Math.Log(Math.Max(labels[image] < classes ? one[labels[image]] : 0, 1e-30f));
        }

        return new Evaluation(right, labels.Length, loss / labels.Length);
    }

    /// <summary>What a perceptron says of all images: the probability of each class, image by image.</summary>
    public static float[] Outputs(PerceptronShape shape, ReadOnlySpan<float> parameters, LabelledImages images)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(images);
        var model = new Perceptron(shape, BatchRows);
        float[] own = parameters.ToArray();
        return Outputs((pixels, rows) => model.Predict(own, pixels, rows), shape.Classes, images);
    }

    /// <summary>What any model says of all images.</summary>
    /// <exception cref="ArgumentException">The images are not of the size that the model takes.</exception>
    public static float[] Outputs(IClassifier classifier, LabelledImages images)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(images);
        return Outputs((pixels, rows) => classifier.Predict(pixels, rows), classifier.Classes, images);
    }

    private static float[] Outputs(Prediction predict, int classes, LabelledImages images)
    {
        int most = Math.Min(BatchRows, images.Count);
        var pixels = new float[most * images.Inputs];
        var labels = new byte[most];
        var members = new int[most];
        var outputs = new float[images.Count * classes];
        for (int at = 0; at < images.Count; at += most)
        {
            int rows = Math.Min(most, images.Count - at);
            for (int row = 0; row < rows; row++)
            {
                members[row] = at + row;
            }

            images.CopyTo(members.AsSpan(0, rows), pixels, labels);
            predict(pixels.AsSpan(0, rows * images.Inputs), rows).CopyTo(outputs.AsSpan(at * classes));
        }

        return outputs;
    }

    /// <summary>The place of the highest of some numbers; of equal ones the first.</summary>
    public static int IndexOfHighest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}

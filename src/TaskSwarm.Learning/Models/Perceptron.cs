using System.Numerics.Tensors;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Tensors;

namespace TaskSwarm.Learning.Models;

/// <summary>
/// Evaluates and differentiates multilayer perceptrons of one shape: rectified linear hidden units, softmax, mean
/// cross-entropy. It holds scratch memory only; parameters are the caller's. One thread at a time.
/// </summary>
/// <remarks>All sums run in a fixed order: the same numbers come out on every run, however many threads do other work.
/// </remarks>
public sealed class Perceptron
{
    private readonly float[][] _outputs;
    private readonly float[] _delta;
    private readonly float[] _deltaBelow;
    private readonly float[] _transposed;

    /// <summary>Makes scratch memory for batches of at most so many images.</summary>
    /// <param name="shape">The layers.</param>
    /// <param name="rows">Above zero.</param>
    public Perceptron(PerceptronShape shape, int rows)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        Shape = shape;
        Rows = rows;
        _outputs = [.. Enumerable.Range(1, shape.Layers).Select(layer => new float[rows * shape.Sizes[layer]])];
        _delta = new float[rows * shape.WidestLayer];
        _deltaBelow = new float[rows * shape.WidestLayer];
        _transposed = new float[Enumerable.Range(1, shape.Layers - 1)
            .Select(layer => shape.Sizes[layer] * shape.Sizes[layer + 1]).DefaultIfEmpty().Max()];
    }

    /// <summary>The layers.</summary>
    public PerceptronShape Shape { get; }

    /// <summary>The largest batch.</summary>
    public int Rows { get; }

    /// <summary>Draws parameters: weights uniform within sqrt(6 / (inputs + units)) of zero (Glorot and Bengio 2010),
    /// biases zero.</summary>
    public static float[] Draw(PerceptronShape shape, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(random);
        var parameters = new float[shape.ParameterCount];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            double reach = Math.Sqrt(6.0 / (shape.Sizes[layer] + shape.Sizes[layer + 1]));
            foreach (ref float weight in parameters.AsSpan(shape.Weights(layer)))
            {
                weight = (float)random.NextUniform(-reach, reach);
            }
        }

        return parameters;
    }

    /// <summary>Whether every parameter is a finite number: training with too high a rate may end otherwise.</summary>
    public static bool AreFinite(ReadOnlySpan<float> parameters) => TensorPrimitives.IsFiniteAll(parameters);

    /// <summary>The probability of each class for each image.</summary>
    /// <param name="parameters">The model.</param>
    /// <param name="images">Image by image, <see cref="PerceptronShape.Inputs"/> numbers each.</param>
    /// <param name="rows">How many images; at most <see cref="Rows"/>.</param>
    /// <returns>Image by image, <see cref="PerceptronShape.Classes"/> numbers each; overwritten by the next call.
    /// </returns>
    public ReadOnlySpan<float> Predict(ReadOnlySpan<float> parameters, Span<float> images, int rows)
    {
        Forward(parameters, images, rows);
        Span<float> scores = _outputs[^1].AsSpan(0, rows * Shape.Classes);
        for (int row = 0; row < rows; row++)
        {
            Softmax(scores.Slice(row * Shape.Classes, Shape.Classes));
        }

        return scores;
    }

    /// <summary>
    /// Makes <paramref name="result"/> the mean gradient of the batch's cross-entropy times <paramref name="scale"/>,
    /// added to what it held times <paramref name="keep"/>. With the parameters themselves as the result, a keep of 1
    /// and a scale of minus the rate, that is a step of gradient descent.
    /// </summary>
    /// <param name="parameters">The model. It may be <paramref name="result"/>.</param>
    /// <param name="images">Image by image.</param>
    /// <param name="labels">The right class of each image.</param>
    /// <param name="keep">Factor of what the result holds; with 0 it is not read.</param>
    /// <param name="scale">Factor of the gradient.</param>
    /// <param name="result">As many numbers as parameters.</param>
    /// <returns>The mean cross-entropy before the step, nats.</returns>
    public double Descend(
        ReadOnlySpan<float> parameters, Span<float> images, ReadOnlySpan<byte> labels, float keep, float scale,
        Span<float> result)
    {
        int rows = labels.Length;
        ReadOnlySpan<float> probabilities = Predict(parameters, images, rows);
        double loss = 0;
        Span<float> delta = _delta.AsSpan(0, probabilities.Length);
        probabilities.CopyTo(delta);
        for (int row = 0; row < rows; row++)
        {
            ref float right = ref delta[(row * Shape.Classes) + labels[row]];
            loss -= Math.Log(Math.Max(right, 1e-30f));
            right -= 1;
        }

        TensorPrimitives.Multiply(delta, 1f / rows, delta);
        Backward(parameters, images, rows, keep, scale, result);
        return loss / rows;
    }

    private void Backward(
        ReadOnlySpan<float> parameters, Span<float> images, int rows, float keep, float scale, Span<float> result)
    {
        Span<float> delta = _delta;
        Span<float> below = _deltaBelow;
        for (int layer = Shape.Layers - 1; layer >= 0; layer--)
        {
            int inputs = Shape.Sizes[layer];
            int units = Shape.Sizes[layer + 1];
            Span<float> from = layer == 0 ? images : _outputs[layer - 1];
            MatrixView deltas = MatrixView.InRows(delta, rows, units);
            if (layer > 0)
            {
                // Before this layer's weights change: the result may be the parameters themselves.
                Span<float> weights = _transposed.AsSpan(0, inputs * units);
                MatrixView.OfConstant(parameters[Shape.Weights(layer)], inputs, units).CopyTransposed(weights);
                MatrixProduct.Accumulate(
                    1, deltas, MatrixView.InRows(weights, units, inputs), 0,
                    MatrixView.InRows(below, rows, inputs));
                MaskByActivity(from[..(rows * inputs)], below);
            }

            MatrixProduct.Accumulate(
                scale, MatrixView.InRows(from, rows, inputs).Transposed, deltas, keep,
                MatrixView.InRows(result[Shape.Weights(layer)], inputs, units));
            AddBiases(delta, rows, keep, scale, result[Shape.Biases(layer)]);
            Span<float> spare = delta;
            delta = below;
            below = spare;
        }
    }

    private void Forward(ReadOnlySpan<float> parameters, Span<float> images, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Rows);
        Span<float> from = images;
        for (int layer = 0; layer < Shape.Layers; layer++)
        {
            int units = Shape.Sizes[layer + 1];
            Span<float> to = _outputs[layer].AsSpan(0, rows * units);
            ReadOnlySpan<float> biases = parameters[Shape.Biases(layer)];
            for (int row = 0; row < rows; row++)
            {
                biases.CopyTo(to[(row * units)..]);
            }

            MatrixProduct.Accumulate(
                1, MatrixView.InRows(from, rows, Shape.Sizes[layer]),
                MatrixView.OfConstant(parameters[Shape.Weights(layer)], Shape.Sizes[layer], units), 1,
                MatrixView.InRows(to, rows, units));
            if (layer < Shape.Layers - 1)
            {
                TensorPrimitives.Max(to, 0f, to);
            }

            from = to;
        }
    }

    /// <summary>No gradient passes a unit that was off.</summary>
    private static void MaskByActivity(ReadOnlySpan<float> outputs, Span<float> deltas)
    {
        for (int i = 0; i < outputs.Length; i++)
        {
            deltas[i] = outputs[i] > 0 ? deltas[i] : 0;
        }
    }

    private static void AddBiases(ReadOnlySpan<float> deltas, int rows, float keep, float scale, Span<float> biases)
    {
        for (int unit = 0; unit < biases.Length; unit++)
        {
            float sum = 0;
            for (int row = 0; row < rows; row++)
            {
                sum += deltas[(row * biases.Length) + unit];
            }

            biases[unit] = keep == 0 ? sum * scale : (biases[unit] * keep) + (sum * scale);
        }
    }

    /// <summary>Makes probabilities of scores.</summary>
    internal static void Softmax(Span<float> scores)
    {
        float highest = TensorPrimitives.Max(scores);
        float sum = 0;
        foreach (ref float score in scores)
        {
            score = MathF.Exp(score - highest);
            sum += score;
        }

        foreach (ref float score in scores)
        {
            score /= sum;
        }
    }
}

namespace TaskSwarm.Learning.Models;

/// <summary>A perceptron with its parameters.</summary>
public sealed class TrainedPerceptron : IClassifier
{
    // Scratch memory grows with the rows that go through at once, and more than some do not go any faster.
    private const int RowsAtOnce = 100;

    private readonly float[] _parameters;

    /// <summary>Takes a model over; the array must not be changed any more.</summary>
    /// <param name="shape">The layers.</param>
    /// <param name="parameters">As many numbers as the shape has parameters.</param>
    /// <exception cref="ArgumentException">There are more parameters or fewer.</exception>
    public TrainedPerceptron(PerceptronShape shape, float[] parameters)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Length != shape.ParameterCount)
        {
            throw new ArgumentException(
                $"Found {parameters.Length} parameters; a perceptron {shape} has {shape.ParameterCount}.",
                nameof(parameters));
        }

        Shape = shape;
        _parameters = parameters;
    }

    /// <summary>The layers.</summary>
    public PerceptronShape Shape { get; }

    /// <summary>All parameters, in the order of <see cref="PerceptronShape"/>.</summary>
    public ReadOnlySpan<float> Parameters => _parameters;

    /// <inheritdoc/>
    public int Inputs => Shape.Inputs;

    /// <inheritdoc/>
    public int Classes => Shape.Classes;

    /// <inheritdoc/>
    public double OperationsPerImage => Shape.ForwardOperations;

    /// <inheritdoc/>
    public float[] Predict(ReadOnlySpan<float> pixels, int rows)
    {
        PixelCount.Require(this, pixels, rows);
        var probabilities = new float[rows * Classes];
        if (rows == 0)
        {
            return probabilities;
        }

        // Memory of each call's own: the caller may be any thread.
        var model = new Perceptron(Shape, Math.Min(rows, RowsAtOnce));
        var part = new float[model.Rows * Inputs];
        for (int at = 0; at < rows; at += model.Rows)
        {
            int count = Math.Min(model.Rows, rows - at);
            pixels.Slice(at * Inputs, count * Inputs).CopyTo(part);
            model.Predict(_parameters, part, count).CopyTo(probabilities.AsSpan(at * Classes));
        }

        return probabilities;
    }
}

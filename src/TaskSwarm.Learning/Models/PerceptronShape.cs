namespace TaskSwarm.Learning.Models;

/// <summary>
/// The layers of a multilayer perceptron: how many numbers go in, how many units each hidden layer has, how many
/// classes come out. Without hidden layers it is softmax regression.
/// </summary>
/// <remarks>
/// All parameters of a model are one list of numbers: of each layer first the weights, a row for each input, then a
/// bias for each unit. So models of one shape can be added, averaged and compared number by number.
/// </remarks>
public sealed class PerceptronShape
{
    private readonly int[] _sizes;
    private readonly int[] _starts;

    /// <summary>Makes a shape.</summary>
    /// <param name="sizes">Inputs, hidden units layer by layer, classes; at least two entries, all above zero.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes, or one is not above zero.</exception>
    public PerceptronShape(params ReadOnlySpan<int> sizes)
    {
        if (sizes.Length < 2 || sizes.ContainsAnyExceptInRange(1, int.MaxValue))
        {
            throw new ArgumentException("A perceptron has inputs and classes, at least one of each.", nameof(sizes));
        }

        _sizes = sizes.ToArray();
        _starts = new int[Layers + 1];
        for (int layer = 0; layer < Layers; layer++)
        {
            _starts[layer + 1] = checked(_starts[layer] + ((_sizes[layer] + 1) * _sizes[layer + 1]));
        }
    }

    /// <summary>Inputs, hidden units layer by layer, classes.</summary>
    public IReadOnlyList<int> Sizes => _sizes;

    /// <summary>Number of layers of weights.</summary>
    public int Layers => _sizes.Length - 1;

    /// <summary>Numbers that go in.</summary>
    public int Inputs => _sizes[0];

    /// <summary>Classes that are told apart.</summary>
    public int Classes => _sizes[^1];

    /// <summary>How many parameters a model has.</summary>
    public int ParameterCount => _starts[Layers];

    /// <summary>The largest number of units of any layer but the first.</summary>
    internal int WidestLayer => _sizes.AsSpan(1).ToArray().Max();

    /// <summary>Floating-point operations of one image's way through the layers: two for each weight.</summary>
    public long ForwardOperations
    {
        get
        {
            long sum = 0;
            for (int layer = 0; layer < Layers; layer++)
            {
                sum += 2L * _sizes[layer] * _sizes[layer + 1];
            }

            return sum;
        }
    }

    /// <summary>Floating-point operations of one image in one step of training: its way forward, the gradient of every
    /// weight, and the way back through every layer but the first.</summary>
    public long TrainingOperations => (3 * ForwardOperations) - (2L * _sizes[0] * _sizes[1]);

    /// <summary>Such as <c>784-200-200-10</c>.</summary>
    public override string ToString() => string.Join('-', _sizes);

    /// <summary>Where the weights of a layer are among the parameters.</summary>
    internal Range Weights(int layer) => _starts[layer]..Biases(layer).Start;

    /// <summary>Where the biases of a layer are.</summary>
    internal Range Biases(int layer) => (_starts[layer + 1] - _sizes[layer + 1]).._starts[layer + 1];
}

using TaskSwarm.Learning.Models;

namespace TaskSwarm.Learning.Fusion;

/// <summary>
/// Softmax regression on what all members say (Wolpert 1992, Stacked Generalization): it learns which member to believe
/// about which class, and what a member means by what it says.
/// </summary>
/// <remarks>
/// Learned by gradient descent on all held-out images at once, from zero and with a fixed number of steps, so nothing
/// is drawn. The inputs of an image are probabilities, so with the bias their squares sum to at most members + 1, and
/// no slope of the gradient is above half of that; the rate is its inverse, with which the cross-entropy never rises.
/// </remarks>
public sealed class Stacking : IFusionRule
{
    private readonly PerceptronShape _shape;
    private readonly float[] _parameters;
    private readonly int _members;

    private Stacking(PerceptronShape shape, float[] parameters, int members, double loss)
    {
        _shape = shape;
        _parameters = parameters;
        _members = members;
        Loss = loss;
    }

    /// <summary>Mean cross-entropy on the held-out images before the last step, nats.</summary>
    public double Loss { get; }

    /// <summary>Learns.</summary>
    /// <param name="members">What each member says of images that none of them learned from.</param>
    /// <param name="labels">The right class of each image.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="steps">Steps of gradient descent, above zero.</param>
    /// <exception cref="ArgumentException">Members, labels and classes do not fit each other.</exception>
    public static Stacking Fit(
        IReadOnlyList<float[]> members, ReadOnlySpan<byte> labels, int classes, int steps = 500)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        int images = MemberOutputs.Check(members, labels, classes);
        var shape = new PerceptronShape(members.Count * classes, classes);
        var model = new Perceptron(shape, images);
        var parameters = new float[shape.ParameterCount];
        float[] inputs = SideBySide(members, images, classes);
        float rate = 2f / (members.Count + 1);
        double loss = 0;
        for (int step = 0; step < steps; step++)
        {
            loss = model.Descend(parameters, inputs, labels, 1, -rate, parameters);
        }

        return new Stacking(shape, parameters, members.Count, loss);
    }

    /// <inheritdoc/>
    public float[] Fuse(IReadOnlyList<float[]> members, int classes)
    {
        int images = MemberOutputs.Check(members, classes);
        MemberOutputs.CheckCount(_members, members.Count);
        if (classes != _shape.Classes)
        {
            throw new ArgumentException(
                $"The rule is one for {_shape.Classes} classes, not {classes}.", nameof(classes));
        }

        return new Perceptron(_shape, images)
            .Predict(_parameters, SideBySide(members, images, classes), images).ToArray();
    }

    /// <summary>Of each image what all members say, member by member.</summary>
    private static float[] SideBySide(IReadOnlyList<float[]> members, int images, int classes)
    {
        var inputs = new float[images * members.Count * classes];
        for (int image = 0; image < images; image++)
        {
            for (int member = 0; member < members.Count; member++)
            {
                members[member].AsSpan(image * classes, classes)
                    .CopyTo(inputs.AsSpan(((image * members.Count) + member) * classes));
            }
        }

        return inputs;
    }
}

using System.Numerics.Tensors;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Data;

namespace TaskSwarm.Learning.Models;

/// <summary>Trains perceptrons by <see cref="SgdSettings"/> on images that are kept elsewhere.</summary>
public static class SgdTrainer
{
    /// <summary>Trains a model.</summary>
    /// <param name="shape">The layers.</param>
    /// <param name="parameters">Where to begin; not changed.</param>
    /// <param name="images">All images.</param>
    /// <param name="members">Which of them to learn from, by number; at least one.</param>
    /// <param name="settings">How.</param>
    /// <param name="random">Shuffles the members before each pass.</param>
    /// <returns>The parameters after the last pass, and the mean cross-entropy of its batches, nats.</returns>
    public static TrainedModel Train(
        PerceptronShape shape, ReadOnlySpan<float> parameters, LabelledImages images, ReadOnlySpan<int> members,
        SgdSettings settings, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfZero(members.Length, nameof(members));
        int batch = settings.Batch == 0 ? members.Length : Math.Min(settings.Batch, members.Length);
        var model = new Perceptron(shape, batch);
        float[] trained = parameters.ToArray();
        float[]? velocity = settings.Momentum > 0 ? new float[trained.Length] : null;
        int[] order = members.ToArray();
        var pixels = new float[batch * images.Inputs];
        var labels = new byte[batch];
        double loss = 0;
        for (int epoch = 0; epoch < settings.Epochs; epoch++)
        {
            random.Shuffle(order.AsSpan());
            loss = 0;
            for (int at = 0; at < order.Length; at += batch)
            {
                int count = Math.Min(batch, order.Length - at);
                images.CopyTo(order.AsSpan(at, count), pixels, labels);
                loss += count * Step(
                    model, parameters, trained, velocity, pixels, labels.AsSpan(0, count), settings);
            }
        }

        return new TrainedModel(trained, loss / order.Length);
    }

    private static double Step(
        Perceptron model, ReadOnlySpan<float> begin, float[] trained, float[]? velocity, float[] pixels,
        ReadOnlySpan<byte> labels, SgdSettings settings)
    {
        float rate = (float)settings.Rate;
        float pull = (float)(settings.Rate * settings.Proximal);
        double loss;
        if (velocity is null)
        {
            // The gradient is that of the parameters before the pull: the pull shrinks what it is added to.
            loss = model.Descend(trained, pixels, labels, 1 - pull, -rate, trained);
        }
        else
        {
            loss = model.Descend(trained, pixels, labels, (float)settings.Momentum, 1, velocity);
            TensorPrimitives.Multiply(trained, 1 - pull, trained);
            TensorPrimitives.MultiplyAdd(velocity, -rate, trained, trained);
        }

        if (pull > 0)
        {
            TensorPrimitives.MultiplyAdd(begin, pull, trained, trained);
        }

        return loss;
    }
}

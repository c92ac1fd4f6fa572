using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using Xunit;

namespace TaskSwarm.Learning.Tests;

public sealed class PerceptronTests
{
    [Theory]
    [InlineData(6, 3)]
    [InlineData(6, 5, 3)]
    [InlineData(9, 17, 8, 4)]
    public void Gradients_are_those_of_finite_differences(params int[] sizes)
    {
        var shape = new PerceptronShape(sizes);
        LabelledImages images = Blobs.Make(7, shape.Inputs, shape.Classes);
        float[] parameters = Perceptron.Draw(shape, Stream("weights"));
        var model = new Perceptron(shape, images.Count);
        (float[] pixels, byte[] labels) = Blobs.AsNumbers(images);
        var gradient = new float[shape.ParameterCount];
        model.Descend(parameters, pixels, labels, 0, 1, gradient);

        for (int i = 0; i < parameters.Length; i++)
        {
            const double step = 1e-5;
            double slope = (Loss(shape, parameters, pixels, labels, i, step)
                - Loss(shape, parameters, pixels, labels, i, -step)) / (2 * step);
            ((double)gradient[i]).ShouldBe(slope, 1e-5 + (1e-4 * Math.Abs(slope)), $"parameter {i}");
        }
    }

    /// <summary>McMahan et al. 2017, section 2: with one pass over all images at once a step is the full gradient's.
    /// </summary>
    [Fact]
    public void One_step_on_all_images_is_the_mean_of_the_steps_on_equal_parts()
    {
        var shape = new PerceptronShape(12, 8, 3);
        LabelledImages images = Blobs.Make(30, 12, 3);
        float[] begin = Perceptron.Draw(shape, Stream("weights"));
        var settings = new SgdSettings(0.5, Batch: 0);
        float[][] parts =
        [
            .. Enumerable.Range(0, 3).Select(part => SgdTrainer.Train(
                shape, begin, images, [.. Enumerable.Range(part * 10, 10)], settings, Stream("order")).Parameters),
        ];

        float[] whole = SgdTrainer.Train(
            shape, begin, images, [.. Enumerable.Range(0, 30)], settings, Stream("order")).Parameters;

        for (int i = 0; i < whole.Length; i++)
        {
            ((double)whole[i]).ShouldBe(parts.Sum(p => (double)p[i]) / 3, 1e-6);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.9, 0)]
    [InlineData(0, 0.1)]
    public void Training_learns_what_can_be_told_apart(double momentum, double proximal)
    {
        var shape = new PerceptronShape(16, 12, 4);
        LabelledImages images = Blobs.Make(400, 16, 4);
        float[] begin = Perceptron.Draw(shape, Stream("weights"));

        TrainedModel trained = SgdTrainer.Train(
            shape, begin, images, [.. Enumerable.Range(0, 400)],
            new SgdSettings(momentum > 0 ? 0.05 : 0.3, Batch: 10, Epochs: 8, momentum, proximal), Stream("order"));

        Evaluation.Of(shape, begin, images).Accuracy.ShouldBeLessThan(0.7);
        Evaluation.Of(shape, trained.Parameters, images).Accuracy.ShouldBeGreaterThan(0.95);
        trained.Loss.ShouldBeLessThan(Evaluation.Of(shape, begin, images).Loss);
    }

    [Fact]
    public void A_proximal_pull_keeps_models_nearer_to_where_they_began()
    {
        var shape = new PerceptronShape(16, 4);
        LabelledImages images = Blobs.Make(200, 16, 4);
        float[] begin = Perceptron.Draw(shape, Stream("weights"));
        double Distance(double proximal) => SgdTrainer.Train(
                shape, begin, images, [.. Enumerable.Range(0, 200)],
                new SgdSettings(0.1, Epochs: 5, Proximal: proximal), Stream("order")).Parameters
            .Zip(begin, (after, before) => Math.Pow(after - before, 2)).Sum();

        Distance(1).ShouldBeLessThan(0.5 * Distance(0));
    }

    [Fact]
    public void The_same_training_gives_the_same_bits()
    {
        var shape = new PerceptronShape(20, 33, 5);
        LabelledImages images = Blobs.Make(53, 20, 5);
        float[] begin = Perceptron.Draw(shape, Stream("weights"));
        float[] Once() => SgdTrainer.Train(
            shape, begin, images, [.. Enumerable.Range(0, 53)], new SgdSettings(0.1, 7, 2, 0.5), Stream("order"))
            .Parameters;

        Once().ShouldBe(Once());
    }

    [Fact]
    public void Softmax_regression_is_a_perceptron_without_hidden_layers()
    {
        new PerceptronShape(784, 10).ParameterCount.ShouldBe(7850);
        new PerceptronShape(784, 200, 200, 10).ParameterCount.ShouldBe(199_210);
        new PerceptronShape(784, 200, 200, 10).ToString().ShouldBe("784-200-200-10");
        new PerceptronShape(784, 200, 200, 10).ForwardOperations.ShouldBe(2 * 198_800);
        new PerceptronShape(784, 200, 200, 10).TrainingOperations.ShouldBe((6 * 198_800) - (2 * 784 * 200));
        Should.Throw<ArgumentException>(() => new PerceptronShape(784));
        Should.Throw<ArgumentException>(() => new PerceptronShape(784, 0, 10));
    }

    private static RandomStream Stream(string purpose) => new(1, "model", purpose);

    /// <summary>The loss in double precision, so that its differences say something.</summary>
    private static double Loss(
        PerceptronShape shape, float[] parameters, float[] pixels, byte[] labels, int moved, double by)
    {
        double[] p = [.. parameters.Select((value, i) => i == moved ? value + by : value)];
        double loss = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            double[] from = [.. pixels.Skip(row * shape.Inputs).Take(shape.Inputs).Select(x => (double)x)];
            int at = 0;
            for (int layer = 0; layer < shape.Layers; layer++)
            {
                (int inputs, int units) = (shape.Sizes[layer], shape.Sizes[layer + 1]);
                double[] to = [.. Enumerable.Range(0, units).Select(u => p[at + (inputs * units) + u]
                    + Enumerable.Range(0, inputs).Sum(i => from[i] * p[at + (i * units) + u]))];
                from = layer < shape.Layers - 1 ? [.. to.Select(x => Math.Max(0, x))] : to;
                at += (inputs + 1) * units;
            }

            loss += Math.Log(from.Sum(Math.Exp)) - from[labels[row]];
        }

        return loss / labels.Length;
    }
}

using System.Runtime.InteropServices;
using Shouldly;
using TaskSwarm.Learning.Models;
using TaskSwarm.Learning.Onnx;
using Xunit;

namespace TaskSwarm.Learning.Tests.Onnx;

public sealed class OnnxModelTests
{
    [Theory]
    [InlineData(0, 16)]
    [InlineData(0, 4, 4)]
    [InlineData(0, 1, 4, 4)]
    [InlineData(0, 4, 4, 1)]
    [InlineData(1, 1, 4, 4)]
    [InlineData(4, 16)]
    [InlineData(32, 4, 4, 1)]
    public void Images_go_in_by_every_form_that_trainers_export(params int[] sizes)
    {
        using OnnxModel model = OnnxModel.Load(SomeGraph.Flattening(sizes).ToFile());

        model.Inputs.ShouldBe(16);
        foreach (int rows in new[] { 0, 1, 3, 10, 250 })
        {
            float[] images = SomeGraph.Images(rows);
            ShouldBeNear(model.Predict(images, rows), SomeGraph.Regression.Predict(images, rows));
        }
    }

    [Theory]
    [InlineData(null, OnnxOutput.AsFile)]
    [InlineData(null, OnnxOutput.Logits)]
    [InlineData("LogSoftmax", OnnxOutput.AsFile)]
    [InlineData("Softmax", OnnxOutput.AsFile)]
    [InlineData("Softmax", OnnxOutput.Probabilities)]
    public void Probabilities_come_out_whatever_the_graph_ends_in(string? last, OnnxOutput output)
    {
        using OnnxModel model = OnnxModel.Load(SomeGraph.Flattening([0, 16], last).ToFile(), output);

        float[] images = SomeGraph.Images(5);
        ShouldBeNear(model.Predict(images, 5), SomeGraph.Regression.Predict(images, 5));
        model.GivesProbabilities.ShouldBe(last == "Softmax");
    }

    [Fact]
    public void A_convolution_is_computed_as_its_definition_says()
    {
        float[] image = SomeGraph.Images(1);
        var map = new float[4];
        for (int at = 0; at < map.Length; at++)
        {
            for (int k = 0; k < 9; k++)
            {
                map[at] += SomeGraph.Kernel[k] * image[(((at / 2) + (k / 3)) * SomeGraph.Side) + (at % 2) + (k % 3)];
            }

            map[at] = Math.Max(map[at], 0);
        }

        using OnnxModel model = OnnxModel.Load(SomeGraph.Convolution.ToFile(), operations: 250);

        OnnxTensor[] dense = SomeGraph.Dense(4);
        float[] parameters = [.. dense[0].Values.Span, .. dense[1].Values.Span];
        ShouldBeNear(
            model.Predict(image, 1),
            new TrainedPerceptron(new PerceptronShape(4, SomeGraph.Classes), parameters).Predict(map, 1));
        model.GivesProbabilities.ShouldBeTrue();
        model.OperationsPerImage.ShouldBe(250);
    }

    [Fact]
    public void Operations_are_two_for_each_weight_if_nobody_says_otherwise()
    {
        using OnnxModel model = OnnxModel.Load(SomeGraph.Convolution.ToFile());

        model.Facts.Parameters.ShouldBe(12 + 3 + 9);
        model.OperationsPerImage.ShouldBe(48);
    }

    [Fact]
    public void Many_threads_and_several_models_of_one_file_give_the_same_bits()
    {
        byte[] file = OnnxFile.Of(new TrainedPerceptron(
            new PerceptronShape(784, 64, 10),
            [.. Enumerable.Range(0, 50_890).Select(i => ((i * 31 % 97) - 48) / 400f)]));
        using OnnxModel one = OnnxModel.Load(file);
        using OnnxModel other = OnnxModel.Load([.. file]);
        float[] images = SomeGraph.Images(130, 784);
        float[] expected = one.Predict(images, 130);

        var differing = new bool[64];
        Parallel.For(0, differing.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            float[] found = (i % 2 == 0 ? one : other).Predict(images, 130);
            differing[i] = !MemoryMarshal.AsBytes<float>(found).SequenceEqual(MemoryMarshal.AsBytes<float>(expected));
        });

        differing.ShouldAllBe(differs => !differs);
        other.Sha256.ShouldBe(one.Sha256);
    }

    [Fact]
    public void Pixels_that_are_not_of_so_many_images_are_refused()
    {
        using OnnxModel model = OnnxModel.Load(SomeGraph.Convolution.ToFile());

        Should.Throw<ArgumentException>(() => model.Predict(new float[31], 2))
            .Message.ShouldStartWith("Found 31 pixels; 2 images of 16 have 32.");
    }

    private static void ShouldBeNear(float[] found, float[] expected)
    {
        found.Length.ShouldBe(expected.Length);
        found.Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-5f);
    }
}

using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Data;
using TaskSwarm.Learning.Models;
using TaskSwarm.Learning.Onnx;
using Xunit;

namespace TaskSwarm.Learning.Tests.Onnx;

public sealed class OnnxFileTests
{
    [Theory]
    [InlineData(784, 10)]
    [InlineData(784, 32, 10)]
    [InlineData(784, 40, 17, 10)]
    public void A_perceptron_written_to_a_file_says_the_same_of_every_image(params int[] sizes)
    {
        LabelledImages images = DataSets.Open(DataSets.Subset).Testing;
        (float[] pixels, _) = Blobs.AsNumbers(images);
        TrainedPerceptron perceptron = Drawn(sizes);

        using OnnxModel model = OnnxModel.Load(OnnxFile.Of(perceptron));

        model.Inputs.ShouldBe(784);
        model.Classes.ShouldBe(10);
        model.Facts.ShouldBe(new OnnxFacts("TaskSwarm", 13, perceptron.Shape.ParameterCount, EndsInSoftmax: true));
        float[] expected = perceptron.Predict(pixels, images.Count);
        float[] found = model.Predict(pixels, images.Count);
        found.Length.ShouldBe(expected.Length);
        found.Zip(expected).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeLessThan(1e-5f);
        Evaluation.Of(model, images).Right.ShouldBe(
            Evaluation.Of(perceptron.Shape, perceptron.Parameters, images).Right);
    }

    [Fact]
    public void The_same_perceptron_is_the_same_bytes_and_another_one_is_others()
    {
        byte[] file = OnnxFile.Of(Drawn([16, 8, 4]));

        OnnxFile.Of(Drawn([16, 8, 4])).ShouldBe(file);
        OnnxFile.Of(Drawn([16, 8, 4], seed: 2)).ShouldNotBe(file);
        file.Length.ShouldBeLessThan(4 * 172 + 500);
    }

    [Fact]
    public void A_file_that_is_not_there_or_too_large_is_said_to_be()
    {
        string folder = Directory.CreateTempSubdirectory("taskswarm-tests-").FullName;
        try
        {
            string large = Path.Combine(folder, "large.onnx");
            using (FileStream file = File.Create(large))
            {
                file.SetLength(OnnxFile.MostBytes + 1);
            }

            Should.Throw<InvalidDataException>(() => OnnxFile.Read(Path.Combine(folder, "none.onnx")))
                .Message.ShouldBe("there is no such file");
            Should.Throw<InvalidDataException>(() => OnnxFile.Read(large))
                .Message.ShouldBe("it is of 67108865 bytes and must be of at most 67108864");
            Should.Throw<InvalidDataException>(() => OnnxFile.Read(folder)).Message.ShouldBe("it cannot be read");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A file from anywhere may be damaged in any way: that is told, and nothing else happens.</summary>
    [Fact]
    public void A_damaged_file_is_refused_or_is_a_model_all_the_same()
    {
        byte[] file = SomeGraph.Convolution.ToFile();
        var random = new RandomStream(3, "damage", "bytes");
        for (int i = 0; i < 200; i++)
        {
            byte[] damaged = i % 2 == 0 ? file[..random.NextInt(file.Length)] : [.. file];
            if (i % 2 == 1)
            {
                damaged[random.NextInt(file.Length)] ^= (byte)(1 << random.NextInt(8));
            }

            try
            {
                OnnxModel.Load(damaged).Dispose();
            }
            catch (InvalidDataException error)
            {
                error.Message.ShouldNotBeEmpty();
                error.Message.ShouldNotContain("   at ");
            }
        }
    }

    private static TrainedPerceptron Drawn(int[] sizes, ulong seed = 1)
    {
        var shape = new PerceptronShape(sizes);
        float[] parameters = Perceptron.Draw(shape, new RandomStream(seed, "onnx", "weights"));

        // Biases too: drawn ones are zero.
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] += ((i % 7) - 3) * 0.01f;
        }

        return new TrainedPerceptron(shape, parameters);
    }
}

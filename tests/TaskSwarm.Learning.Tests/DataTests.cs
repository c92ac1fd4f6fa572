using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Data;
using Xunit;

namespace TaskSwarm.Learning.Tests;

public sealed class DataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-idx-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Property(MaxTest = 60)]
    public Property Every_image_is_dealt_out_once() => Prop.ForAll(
        Gen.Choose(1, 20).Two().ToArbitrary(),
        (shape) =>
        {
            (int parts, int shards) = shape;
            LabelledImages images = Blobs.Make(400 + parts, 4, 10);
            var random = new RandomStream((ulong)parts, "data", "split");
            int[][] identical = [.. DataSplit.Identical(images, parts, random)];
            int[][] byClass = [.. DataSplit.ByClass(images, parts, shards, random)];
            int[] all = [.. Enumerable.Range(0, images.Count)];
            return identical.SelectMany(p => p).Order().SequenceEqual(all)
                && byClass.SelectMany(p => p).Order().SequenceEqual(all)
                && identical.Max(p => p.Length) - identical.Min(p => p.Length) <= 1;
        });

    [Fact]
    public void Two_shards_of_sorted_images_know_few_classes()
    {
        LabelledImages images = Blobs.Make(2000, 4, 10);

        IReadOnlyList<int[]> parts = DataSplit.ByClass(images, 100, 2, new RandomStream(1, "data", "split"));

        byte[] labels = images.Labels.ToArray();
        parts.ShouldAllBe(p => p.Length == 20);
        parts.ShouldAllBe(p => p.Select(i => labels[i]).Distinct().Count() <= 2);
    }

    [Fact]
    public void The_built_in_images_are_some_of_every_digit()
    {
        DataSet data = DataSets.Open(DataSets.Subset);

        (data.Training.Count, data.Testing.Count, data.Training.Inputs).ShouldBe((1500, 500, 784));
        data.Training.Labels.ToArray().CountBy(l => l).ShouldAllBe(c => c.Value == 150);
        data.Testing.Labels.ToArray().CountBy(l => l).ShouldAllBe(c => c.Value == 50);
    }

    [SkippableFact]
    public void The_built_in_images_are_the_first_ones_of_mnist()
    {
        Skip.IfNot(Directory.Exists(DataFolder.Of(DataSets.Mnist)), "MNIST is not there: taskswarm data get mnist");
        DataSet whole = DataSets.Open(DataSets.Mnist);
        DataSet part = DataSets.Open(DataSets.Subset);

        whole.Training.Take(First(whole.Training, 150)).Pixels.SequenceEqual(part.Training.Pixels).ShouldBeTrue();
        whole.Testing.Take(First(whole.Testing, 50)).Pixels.SequenceEqual(part.Testing.Pixels).ShouldBeTrue();
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 5 }, "no IDX file of images")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3 }, "announces 1 x 2 x 2")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2 }, "2 images and 1 labels")]
    [InlineData(new byte[] { 0, 0, 8, 3, 255, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2 }, "announces")]
    [InlineData(new byte[] { }, "no IDX file of images")]
    public void What_is_no_such_file_is_refused_with_the_reason(byte[] images, string reason) =>
        Should.Throw<InvalidDataException>(() => IdxFile.Read(images, [0, 0, 8, 1, 0, 0, 0, 1, 5]))
            .Message.ShouldContain(reason);

    [Fact]
    public void A_folder_without_mnist_or_with_other_files_is_refused()
    {
        Should.Throw<InvalidDataException>(() => DataSets.OpenMnist(_folder))
            .Message.ShouldBe($"there is no train-images-idx3-ubyte in {_folder}");
        File.WriteAllText(Path.Combine(_folder, "train-images-idx3-ubyte"), "something else");
        Should.Throw<InvalidDataException>(() => DataSets.OpenMnist(_folder))
            .Message.ShouldContain("is not MNIST's: its SHA-256 is");
    }

    private static int[] First(LabelledImages images, int each)
    {
        byte[] labels = images.Labels.ToArray();
        return [.. Enumerable.Range(0, images.Count)
            .GroupBy(i => labels[i]).SelectMany(g => g.Take(each)).Order()];
    }
}

using System.Text;
using Shouldly;
using TaskSwarm.Learning.Onnx;
using Xunit;

namespace TaskSwarm.Learning.Tests.Onnx;

/// <summary>Files that are no classifiers of grey images: each is told what it is and what it must be.</summary>
public sealed class BrokenModelTests
{
    private const string RightInput =
        "must be float[batch, pixels], [batch, height, width], [batch, 1, height, width] or [batch, height, width, 1]";

    [Fact]
    public void Bytes_of_something_else_are_refused()
    {
        Refused([]).ShouldBe("it is not of ONNX: it holds no graph with outputs");
        Refused(Encoding.UTF8.GetBytes("taskswarm: 1\nkind: workflow\n"))
            .ShouldBe("it is damaged or not of ONNX: its bytes are no message of Protocol Buffers");
    }

    [Theory]
    [InlineData("float[batch, 3, 4, 4]", 0, 3, 4, 4)]
    [InlineData("float[batch]", 0)]
    [InlineData("float[batch, 1, 1, 4, 4]", 0, 1, 1, 4, 4)]
    [InlineData("float[batch, batch]", 0, 0)]
    public void An_input_that_is_no_grey_image_is_refused(string found, params int[] sizes) =>
        Refused(SomeGraph.Flattening(sizes) with { Nodes = [Flat, .. Tail] })
            .ShouldBe($"its input is {found} and {RightInput}, all but the batch fixed");

    [Fact]
    public void Inputs_and_outputs_of_other_numbers_and_kinds_are_refused()
    {
        OnnxGraph graph = SomeGraph.Flattening([0, 16]);

        Refused(graph with { Inputs = [new OnnxValue("image", [0, 16]), new OnnxValue("mask", [0, 16])] })
            .ShouldBe("it has 2 inputs (image, mask) and must have one, the images");
        Refused(graph with { Outputs = [.. graph.Outputs, new OnnxValue("flat", [0, 16])] })
            .ShouldBe("it has 2 outputs (out, flat) and must have one, a number for each class");
        Refused(SomeGraph.Of([0, 16], [new OnnxNode("ArgMax", ["image"], "out", ("axis", 1))], []) with
        {
            Outputs = [new OnnxValue("out", [0, 1], Kind: 7)],
        }).ShouldBe("its output is int64[batch, 1] and must be float[batch, classes]");
        Refused(SomeGraph.Of([0, 16], [new OnnxNode("ArgMax", ["image"], "out", ("axis", 1))], []) with
        {
            Inputs = [new OnnxValue("image", [0, 16], Kind: 11)],
            Outputs = [new OnnxValue("out", [0, 1], Kind: 7)],
        }).ShouldBe($"its input is double[batch, 16] and {RightInput}");
    }

    [Fact]
    public void Outputs_that_are_no_probabilities_of_classes_are_refused()
    {
        Refused(SomeGraph.Of([0, 4, 4], [new OnnxNode("Relu", ["image"], "out")], []) with
        {
            Outputs = [new OnnxValue("out", [0, 4, 4])],
        }).ShouldBe("it gives float[2, 4, 4] for 2 images and must give [2, classes], of 2 to 256 classes");
        Refused(SomeGraph.Flattening([0, 16]), OnnxOutput.Probabilities).ShouldStartWith(
            "what it gives for a blank image sums up to ");
        Refused(SomeGraph.Of([0, 16], [new OnnxNode("Log", ["image"], "out")], []) with
        {
            Outputs = [new OnnxValue("out", [0, 16])],
        }).ShouldBe("it gives numbers that are not finite for a blank image");
    }

    [Fact]
    public void An_operator_that_draws_random_numbers_is_refused() =>
        Refused(SomeGraph.Of([0, 16], [Flat, new OnnxNode("RandomNormalLike", ["flat"], "noise"), .. Tail], []))
            .ShouldBe(
                "its operator RandomNormalLike draws random numbers, and a model must answer the same each time "
                + "(exported for evaluation, not for training)");

    [Fact]
    public void An_operator_that_nobody_knows_is_refused() =>
        Refused(SomeGraph.Of([0, 16], [new OnnxNode("Divine", ["image"], "out")], []))
            .ShouldStartWith("ONNX Runtime refuses it: ");

    [Fact]
    public void Weights_in_a_second_file_are_refused()
    {
        const int weights = 5;
        ProtoWriter elsewhere = new ProtoWriter().Add(1, 16).Add(2, 1).Add(8, "w").Add(14, 1);
        ProtoWriter graph = new ProtoWriter().Add(weights, elsewhere).Add(12, new OnnxValue("out", [0, 3]).Write());

        Refused(new ProtoWriter().Add(1, 8).Add(7, graph).Written.ToArray()).ShouldBe(
            "it keeps weights in a second file and must hold them itself (with PyTorch: torch.onnx.export(..., "
            + "external_data=False))");
    }

    private static OnnxNode Flat { get; } = new("Flatten", ["image"], "flat");

    private static OnnxNode[] Tail { get; } = [new OnnxNode("Softmax", ["flat"], "out")];

    private static string Refused(OnnxGraph graph, OnnxOutput output = OnnxOutput.AsFile) =>
        Refused(graph.ToFile(), output);

    private static string Refused(byte[] file, OnnxOutput output = OnnxOutput.AsFile) =>
        Should.Throw<InvalidDataException>(() => OnnxModel.Load(file, output)).Message;
}

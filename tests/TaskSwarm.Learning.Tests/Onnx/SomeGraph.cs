using TaskSwarm.Learning.Models;
using TaskSwarm.Learning.Onnx;

namespace TaskSwarm.Learning.Tests.Onnx;

/// <summary>Models as other programs export them: dense layers and convolutions, with inputs of several forms.
/// </summary>
internal static class SomeGraph
{
    public const int Side = 4;

    public const int Classes = 3;

    /// <summary>What the convolution multiplies with; above what is made of it.</summary>
    public static float[] Kernel { get; } = [1, 0, -1, 2, 0, -2, 1, 0, -1];

    /// <summary>Softmax regression of images of 4 x 4 pixels.</summary>
    public static TrainedPerceptron Regression { get; } = new(
        new PerceptronShape(Side * Side, Classes),
        [.. Enumerable.Range(0, 51).Select(i => ((i * 7 % 11) - 5) / 4f)]);

    /// <summary>The same as a graph that flattens images first.</summary>
    /// <param name="sizes">Of the input; 0: any.</param>
    /// <param name="last">The last operator, or null to end in logits.</param>
    public static OnnxGraph Flattening(IReadOnlyList<int> sizes, string? last = null) => Of(
        sizes,
        [
            new OnnxNode("Flatten", ["image"], "flat", ("axis", 1)),
            new OnnxNode("Gemm", ["flat", "w", "b"], last is null ? "out" : "sums"),
            .. last is null ? Array.Empty<OnnxNode>() : [new OnnxNode(last, ["sums"], "out")],
        ],
        Dense(Side * Side));

    /// <summary>A convolution by 3 x 3, without a margin, and a dense layer.</summary>
    public static OnnxGraph Convolution { get; } = Of(
        [0, 1, Side, Side],
        [
            new OnnxNode("Conv", ["image", "kernel"], "map"),
            new OnnxNode("Relu", ["map"], "on"),
            new OnnxNode("Flatten", ["on"], "flat"),
            new OnnxNode("Gemm", ["flat", "w", "b"], "sums"),
            new OnnxNode("Softmax", ["sums"], "soft"),
            new OnnxNode("Identity", ["soft"], "out"),
        ],
        [.. Dense(4), new OnnxTensor("kernel", [1, 1, 3, 3], Kernel)]);

    public static OnnxTensor[] Dense(int inputs) =>
    [
        new OnnxTensor("w", [inputs, Classes], Regression.Parameters[..(inputs * Classes)].ToArray()),
        new OnnxTensor("b", [Classes], Regression.Parameters[^Classes..].ToArray()),
    ];

    public static OnnxGraph Of(
        IReadOnlyList<int> sizes, IReadOnlyList<OnnxNode> nodes, IReadOnlyList<OnnxTensor> weights) => new()
        {
            Inputs = [new OnnxValue("image", sizes)],
            Outputs = [new OnnxValue("out", [sizes[0], Classes])],
            Nodes = nodes,
            Weights = weights,
        };

    /// <summary>Images that are not like each other.</summary>
    public static float[] Images(int count, int pixels = Side * Side) =>
        [.. Enumerable.Range(0, count * pixels).Select(i => i * 37 % 101 / 100f)];
}

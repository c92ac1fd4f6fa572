namespace TaskSwarm.Learning.Onnx;

/// <summary>A model as operators and weights, to be written as a file.</summary>
internal sealed record OnnxGraph
{
    /// <summary>Version of the file format: that of ONNX 1.10 to 1.12.</summary>
    public const int FormatVersion = 8;

    /// <summary>Version of the operators: the first in which Softmax means one axis.</summary>
    public const int OperatorVersion = 13;

    /// <summary>What goes in.</summary>
    public required IReadOnlyList<OnnxValue> Inputs { get; init; }

    /// <summary>What comes out.</summary>
    public required IReadOnlyList<OnnxValue> Outputs { get; init; }

    /// <summary>The operators; each after those whose outputs it takes.</summary>
    public required IReadOnlyList<OnnxNode> Nodes { get; init; }

    /// <summary>The weights.</summary>
    public IReadOnlyList<OnnxTensor> Weights { get; init; } = [];

    /// <summary>As a file: <c>ModelProto</c>.</summary>
    public byte[] ToFile()
    {
        var graph = new ProtoWriter();
        foreach (OnnxNode node in Nodes)
        {
            graph.Add(1, node.Write());
        }

        graph.Add(2, "classifier");
        foreach (OnnxTensor weights in Weights)
        {
            graph.Add(5, weights.Write());
        }

        foreach (OnnxValue input in Inputs)
        {
            graph.Add(11, input.Write());
        }

        foreach (OnnxValue output in Outputs)
        {
            graph.Add(12, output.Write());
        }

        // The empty domain is the standard's own. No version of the program: the same model gives the same bytes.
        var operators = new ProtoWriter().Add(1, "").Add(2, OperatorVersion);
        return new ProtoWriter().Add(1, FormatVersion).Add(2, "TaskSwarm").Add(7, graph).Add(8, operators)
            .Written.ToArray();
    }
}

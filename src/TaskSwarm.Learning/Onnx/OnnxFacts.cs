namespace TaskSwarm.Learning.Onnx;

/// <summary>What a file says of its model before anything is computed.</summary>
/// <param name="Producer">The program that wrote it; empty if it does not say.</param>
/// <param name="OperatorVersion">Version of the standard's operators, the "opset"; 0 if it does not say.</param>
/// <param name="Parameters">How many weights it holds.</param>
/// <param name="EndsInSoftmax">Whether its last operator is Softmax, but for some that only change the form of what it
/// makes.</param>
public sealed record OnnxFacts(string Producer, long OperatorVersion, long Parameters, bool EndsInSoftmax)
{
    private static readonly string[] Reforming = ["Identity", "Cast", "Reshape", "Squeeze", "Flatten"];

    /// <summary>Reads a file's facts.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="InvalidDataException">It is no ONNX file, keeps weights elsewhere, or would not answer the same
    /// twice.</exception>
    public static OnnxFacts Read(ReadOnlySpan<byte> bytes)
    {
        var graph = new OnnxContents();
        string producer = "";
        string version = "";
        long operators = 0;
        var model = new ProtoReader(bytes);
        while (model.Next())
        {
            switch (model.Field)
            {
                case 2:
                    producer = model.Text;
                    break;
                case 3:
                    version = model.Text;
                    break;
                case 7:
                    graph.AddGraph(model.Bytes, depth: 0);
                    break;
                case 8:
                    operators = Math.Max(operators, StandardVersion(model.Bytes));
                    break;
                case 25:
                    graph.AddFunction(model.Bytes);
                    break;
            }
        }

        return graph.Results.Count > 0
            ? new OnnxFacts(
                $"{producer} {version}".Trim(), operators, graph.Parameters, graph.EndsIn("Softmax", Reforming))
            : throw new InvalidDataException("it is not of ONNX: it holds no graph with outputs");
    }

    private static long StandardVersion(ReadOnlySpan<byte> bytes)
    {
        string domain = "";
        long version = 0;
        var operators = new ProtoReader(bytes);
        while (operators.Next())
        {
            domain = operators.Field == 1 ? operators.Text : domain;
            version = operators.Field == 2 ? operators.Number : version;
        }

        return domain is "" or "ai.onnx" ? version : 0;
    }
}

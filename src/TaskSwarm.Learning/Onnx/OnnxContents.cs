namespace TaskSwarm.Learning.Onnx;

/// <summary>What is found in a graph and in those within it.</summary>
internal sealed class OnnxContents
{
    private const long IsWholeNumber = 7;
    private const long IsText = 8;
    private const long IsTruth = 9;

    // Control flow within control flow within ...: more is no classifier, but a way to exhaust the stack.
    private const int Deepest = 20;

    private readonly Dictionary<string, (string Operator, string? Input)> _makers = new(StringComparer.Ordinal);

    /// <summary>How many weights there are.</summary>
    public long Parameters { get; private set; }

    /// <summary>Names of what comes out of the whole.</summary>
    public List<string> Results { get; } = [];

    /// <summary>Whether the first result is made by one operator, past some that may follow it.</summary>
    public bool EndsIn(string wanted, string[] passing)
    {
        string? at = Results[0];
        for (int steps = 0; at is not null && steps <= Deepest; steps++)
        {
            if (!_makers.TryGetValue(at, out (string Operator, string? Input) maker))
            {
                return false;
            }

            if (!passing.Contains(maker.Operator))
            {
                return maker.Operator == wanted;
            }

            at = maker.Input;
        }

        return false;
    }

    /// <summary>Looks through a <c>GraphProto</c>.</summary>
    public void AddGraph(ReadOnlySpan<byte> bytes, int depth)
    {
        if (depth > Deepest)
        {
            throw new InvalidDataException($"its graphs lie in each other more than {Deepest} deep");
        }

        var graph = new ProtoReader(bytes);
        while (graph.Next())
        {
            switch (graph.Field)
            {
                case 1:
                    AddNode(graph.Bytes, depth);
                    break;
                case 5:
                    AddWeights(graph.Bytes);
                    break;
                case 12 when depth == 0:
                    Results.Add(NameOf(graph.Bytes));
                    break;
            }
        }
    }

    /// <summary>Looks through a <c>FunctionProto</c>.</summary>
    public void AddFunction(ReadOnlySpan<byte> bytes)
    {
        var function = new ProtoReader(bytes);
        while (function.Next())
        {
            if (function.Field == 7)
            {
                AddNode(function.Bytes, depth: 1);
            }
        }
    }

    private void AddNode(ReadOnlySpan<byte> bytes, int depth)
    {
        var inputs = new List<string>();
        var outputs = new List<string>();
        string name = "";
        var node = new ProtoReader(bytes);
        while (node.Next())
        {
            switch (node.Field)
            {
                case 1:
                    inputs.Add(node.Text);
                    break;
                case 2:
                    outputs.Add(node.Text);
                    break;
                case 4:
                    name = node.Text;
                    break;
                case 5:
                    AddAttribute(node.Bytes, depth);
                    break;
            }
        }

        RefuseDice(name, inputs);
        foreach (string output in depth == 0 ? outputs : [])
        {
            _makers[output] = (name, inputs.Count > 0 ? inputs[0] : null);
        }
    }

    private void AddAttribute(ReadOnlySpan<byte> bytes, int depth)
    {
        var attribute = new ProtoReader(bytes);
        while (attribute.Next())
        {
            switch (attribute.Field)
            {
                case 5 or 10:
                    AddWeights(attribute.Bytes);
                    break;
                case 6 or 11:
                    AddGraph(attribute.Bytes, depth + 1);
                    break;
            }
        }
    }

    private void AddWeights(ReadOnlySpan<byte> bytes)
    {
        const int elsewhere = 1;
        var sizes = new List<long>();
        long kind = 0;
        var weights = new ProtoReader(bytes);
        while (weights.Next())
        {
            switch (weights.Field)
            {
                case 1:
                    weights.AddNumbersTo(sizes);
                    break;
                case 2:
                    kind = weights.Number;
                    break;
                case 14 when weights.Number == elsewhere:
                    throw new InvalidDataException(
                        "it keeps weights in a second file and must hold them itself (with PyTorch: "
                        + "torch.onnx.export(..., external_data=False))");
            }
        }

        // Whole numbers of 64 bits are sizes and positions, not what was learnt.
        Parameters += kind is IsWholeNumber or IsText or IsTruth ? 0 : Product(sizes);
    }

    private static long Product(List<long> sizes)
    {
        const long most = 1L << 40;
        long product = 1;
        foreach (long size in sizes)
        {
            product = size >= 0 && (Int128)product * size <= most
                ? product * size
                : throw new InvalidDataException($"its weights are of a size that cannot be, {size}");
        }

        return product;
    }

    private static void RefuseDice(string name, List<string> inputs)
    {
        bool rolls = name is "Bernoulli" or "Multinomial" or "RandomNormal" or "RandomNormalLike" or "RandomUniform"
            or "RandomUniformLike" || (name == "Dropout" && inputs.Count > 2 && inputs[2].Length > 0);
        if (rolls)
        {
            throw new InvalidDataException(
                $"its operator {name} draws random numbers, and a model must answer the same each time (exported for "
                + "evaluation, not for training)");
        }
    }

    private static string NameOf(ReadOnlySpan<byte> bytes)
    {
        var value = new ProtoReader(bytes);
        while (value.Next())
        {
            if (value.Field == 1)
            {
                return value.Text;
            }
        }

        return "";
    }
}

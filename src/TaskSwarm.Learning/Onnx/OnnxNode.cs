namespace TaskSwarm.Learning.Onnx;

/// <summary>An operator at work in a graph.</summary>
/// <param name="Operator">Its name in the standard, such as <c>Gemm</c>.</param>
/// <param name="Inputs">Names of what it takes.</param>
/// <param name="Output">Name of what it makes.</param>
/// <param name="Attributes">Whole numbers that change how it works.</param>
internal sealed record OnnxNode(
    string Operator, IReadOnlyList<string> Inputs, string Output, params (string Name, long Value)[] Attributes)
{
    /// <summary>As <c>NodeProto</c>.</summary>
    public ProtoWriter Write()
    {
        const int kindIsInt = 2;
        var node = new ProtoWriter();
        foreach (string input in Inputs)
        {
            node.Add(1, input);
        }

        node.Add(2, Output).Add(3, Output).Add(4, Operator);
        foreach ((string name, long value) in Attributes)
        {
            node.Add(5, new ProtoWriter().Add(1, name).Add(3, value).Add(20, kindIsInt));
        }

        return node;
    }
}

namespace TaskSwarm.Learning.Onnx;

/// <summary>Numbers that go into a graph or come out of it.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Sizes">Rows, columns and so on; 0: any.</param>
/// <param name="Kind">The standard's number of their type.</param>
internal sealed record OnnxValue(string Name, IReadOnlyList<int> Sizes, int Kind = OnnxValue.Float)
{
    /// <summary>Single precision, in the standard's enumeration of types.</summary>
    public const int Float = 1;

    /// <summary>As <c>ValueInfoProto</c>.</summary>
    public ProtoWriter Write()
    {
        var sizes = new ProtoWriter();
        foreach (int size in Sizes)
        {
            sizes.Add(1, size == 0 ? new ProtoWriter().Add(2, "batch") : new ProtoWriter().Add(1, size));
        }

        var tensor = new ProtoWriter().Add(1, Kind).Add(2, sizes);
        return new ProtoWriter().Add(1, Name).Add(2, new ProtoWriter().Add(1, tensor));
    }
}

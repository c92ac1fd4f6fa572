using System.Buffers.Binary;

namespace TaskSwarm.Learning.Onnx;

/// <summary>Weights of a graph.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Sizes">Rows, columns and so on.</param>
/// <param name="Values">Row by row.</param>
internal sealed record OnnxTensor(string Name, IReadOnlyList<int> Sizes, ReadOnlyMemory<float> Values)
{
    /// <summary>As <c>TensorProto</c>, its values as raw bytes: little endian, whatever the machine.</summary>
    public ProtoWriter Write()
    {
        var tensor = new ProtoWriter();
        foreach (int size in Sizes)
        {
            tensor.Add(1, size);
        }

        var bytes = new byte[Values.Length * sizeof(float)];
        for (int i = 0; i < Values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), Values.Span[i]);
        }

        return tensor.Add(2, OnnxValue.Float).Add(8, Name).Add(9, bytes);
    }
}

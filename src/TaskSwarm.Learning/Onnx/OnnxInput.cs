using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace TaskSwarm.Learning.Onnx;

/// <summary>The one input of a classifier of grey images.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Sizes">Of one image, such as 1, 28 and 28.</param>
/// <param name="Batch">How many images it takes at once; 0: any number.</param>
internal sealed record OnnxInput(string Name, IReadOnlyList<int> Sizes, int Batch)
{
    private const string Right =
        "must be float[batch, pixels], [batch, height, width], [batch, 1, height, width] or [batch, height, width, 1]";

    /// <summary>Pixels of an image.</summary>
    public int Pixels => Sizes.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>The sizes of so many images.</summary>
    public long[] SizesOf(int rows) => [rows, .. Sizes.Select(size => (long)size)];

    /// <summary>The input of a model.</summary>
    /// <exception cref="InvalidDataException">It takes something else than grey images.</exception>
    public static OnnxInput Of(InferenceSession session)
    {
        if (session.InputNames is not [string name])
        {
            throw new InvalidDataException(
                $"it has {session.InputNames.Count} inputs ({string.Join(", ", session.InputNames)}) and must have "
                + "one, the images");
        }

        NodeMetadata input = session.InputMetadata[name];
        if (!input.IsTensor || input.ElementDataType != TensorElementType.Float)
        {
            throw new InvalidDataException($"its input is {Describe(input)} and {Right}");
        }

        int[] sizes = input.Dimensions;
        bool isGrey = sizes.Length switch
        {
            2 or 3 => true,
            4 => sizes[1] == 1 || sizes[3] == 1,
            _ => false,
        };
        const long most = 1 << 24;
        bool isKnown = sizes.Length > 0 && sizes.Skip(1).All(size => size > 0 && size <= most)
            && sizes.Skip(1).Aggregate(1L, (product, size) => Math.Min(most + 1, product * size)) <= most;
        return isGrey && isKnown
            ? new OnnxInput(name, sizes[1..], Math.Max(0, sizes[0]))
            : throw new InvalidDataException($"its input is {Describe(input)} and {Right}, all but the batch fixed");
    }

    /// <summary>Such as <c>float[batch, 1, 28, 28]</c>.</summary>
    public static string Describe(NodeMetadata value)
    {
        if (!value.IsTensor)
        {
            return value.OnnxValueType.ToString();
        }

        IEnumerable<string> sizes = value.Dimensions.Select((size, i) => size >= 0
            ? size.ToString(CultureInfo.InvariantCulture)
            : value.SymbolicDimensions[i] is { Length: > 0 } symbol ? symbol : "?");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{value.ElementDataType.ToString().ToLowerInvariant()}[{string.Join(", ", sizes)}]");
    }
}

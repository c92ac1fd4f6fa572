using TaskSwarm.Learning.Models;

namespace TaskSwarm.Learning.Onnx;

/// <summary>Files of the Open Neural Network Exchange (ONNX), https://onnx.ai: how perceptrons become some, and how
/// their bytes are read.</summary>
public static class OnnxFile
{
    /// <summary>The most bytes of a file: it goes to every node, and into the store with every run.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    /// <summary>A perceptron as a file: operators Gemm, Relu and Softmax, any number of images at once.</summary>
    /// <returns>Its bytes, the same for the same parameters.</returns>
    public static byte[] Of(TrainedPerceptron model)
    {
        ArgumentNullException.ThrowIfNull(model);
        PerceptronShape shape = model.Shape;
        float[] parameters = model.Parameters.ToArray();
        var nodes = new List<OnnxNode>();
        var weights = new List<OnnxTensor>();
        string from = "pixels";
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            int inputs = shape.Sizes[layer];
            int units = shape.Sizes[layer + 1];
            (string w, string b, string to) = ($"weights{layer}", $"biases{layer}", $"sums{layer}");
            weights.Add(new OnnxTensor(w, [inputs, units], parameters.AsMemory()[shape.Weights(layer)]));
            weights.Add(new OnnxTensor(b, [units], parameters.AsMemory()[shape.Biases(layer)]));
            nodes.Add(new OnnxNode("Gemm", [from, w, b], to));
            bool isLast = layer == shape.Layers - 1;
            from = isLast ? "probabilities" : $"units{layer}";
            nodes.Add(isLast ? new OnnxNode("Softmax", [to], from, ("axis", 1)) : new OnnxNode("Relu", [to], from));
        }

        return new OnnxGraph
        {
            Inputs = [new OnnxValue("pixels", [0, shape.Inputs])],
            Outputs = [new OnnxValue("probabilities", [0, shape.Classes])],
            Nodes = nodes,
            Weights = weights,
        }.ToFile();
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="InvalidDataException">It is not there, cannot be read, or is too large.</exception>
    public static byte[] Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > MostBytes)
            {
                throw new InvalidDataException(
                    $"it is of {file.Length} bytes and must be of at most {MostBytes}");
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException("there is no such file", error);
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException("it cannot be read", error);
        }
    }
}

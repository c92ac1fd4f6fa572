using System.Globalization;
using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;
using TaskSwarm.Learning.Models;

namespace TaskSwarm.Learning.Onnx;

/// <summary>
/// A classifier of grey images from an ONNX file, whatever program it was trained with, computed by ONNX Runtime: on
/// the caller's thread alone, operator after operator.
/// </summary>
/// <remarks>
/// The same call gives the same bits, from any number of threads at once and from any number of models of one file, on
/// processors of one kind. An image's probabilities may differ in their last bits with the images that it is asked for
/// together with.
/// </remarks>
public sealed class OnnxModel : IClassifier, IDisposable
{
    private const int RowsAtOnce = 100;

    private readonly InferenceSession _session;
    private readonly OnnxInput _input;
    private readonly string _output;

    private OnnxModel(
        InferenceSession session, OnnxFacts facts, OnnxInput input, bool givesProbabilities, double? operations,
        string sha256)
    {
        _session = session;
        _input = input;
        _output = session.OutputNames[0];
        Facts = facts;
        GivesProbabilities = givesProbabilities;
        Inputs = input.Pixels;
        OperationsPerImage = operations ?? Math.Max(1, 2.0 * facts.Parameters);
        Sha256 = sha256;
    }

    /// <summary>What the file says of itself.</summary>
    public OnnxFacts Facts { get; }

    /// <summary>Whether probabilities come out of the graph; otherwise softmax makes them of what does.</summary>
    public bool GivesProbabilities { get; }

    /// <summary>SHA-256 of the file, in hexadecimal: what tells it from all others.</summary>
    public string Sha256 { get; }

    /// <inheritdoc/>
    public int Inputs { get; }

    /// <inheritdoc/>
    public int Classes { get; private init; }

    /// <summary>Floating-point operations that one image takes: as declared, or two for each weight of the file. The
    /// latter is right for dense layers; convolutions use each weight many times.</summary>
    public double OperationsPerImage { get; }

    /// <summary>The input, such as <c>pixels: float[batch, 1, 28, 28]</c>.</summary>
    public string InputText => $"{_input.Name}: {OnnxInput.Describe(_session.InputMetadata[_input.Name])}";

    /// <summary>The output likewise.</summary>
    public string OutputText => $"{_output}: {OnnxInput.Describe(_session.OutputMetadata[_output])}";

    /// <summary>Opens a model, and asks it once whether it answers.</summary>
    /// <param name="bytes">The whole file, its weights in it.</param>
    /// <param name="output">What comes out of it.</param>
    /// <param name="operations">Floating-point operations of one image, above zero; null: two for each weight.</param>
    /// <exception cref="InvalidDataException">It is no classifier of grey images. The message says, as the end of a
    /// sentence, what was found and what must be.</exception>
    public static OnnxModel Load(byte[] bytes, OnnxOutput output = OnnxOutput.AsFile, double? operations = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        OnnxFacts facts = OnnxFacts.Read(bytes);
        bool isDistribution = output == OnnxOutput.Probabilities
            || (output == OnnxOutput.AsFile && facts.EndsInSoftmax);
        InferenceSession session = OnnxSession.Open(bytes);
        try
        {
            OnnxInput input = OnnxInput.Of(session);
            if (session.OutputNames is not [string result])
            {
                throw new InvalidDataException(
                    $"it has {session.OutputNames.Count} outputs ({string.Join(", ", session.OutputNames)}) and must "
                    + "have one, a number for each class");
            }

            if (session.OutputMetadata[result] is not { IsTensor: true } numbers
                || numbers.ElementDataType != Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float)
            {
                throw new InvalidDataException(
                    $"its output is {OnnxInput.Describe(session.OutputMetadata[result])} and must be "
                    + "float[batch, classes]");
            }

            string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            return new OnnxModel(session, facts, input, isDistribution, operations, hash)
            {
                Classes = OnnxProbe.ClassesOf(session, input, result, isDistribution),
            };
        }
        catch (InvalidDataException)
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model fails on these images.</exception>
    public float[] Predict(ReadOnlySpan<float> pixels, int rows)
    {
        PixelCount.Require(this, pixels, rows);
        var probabilities = new float[rows * Classes];
        int most = _input.Batch > 0 ? _input.Batch : Math.Min(rows, RowsAtOnce);
        for (int at = 0; at < rows; at += most)
        {
            int count = Math.Min(most, rows - at);
            var part = new float[(_input.Batch > 0 ? most : count) * Inputs];
            pixels.Slice(at * Inputs, count * Inputs).CopyTo(part);
            Run(part, probabilities.AsSpan(at * Classes, count * Classes));
        }

        for (int row = 0; row < (GivesProbabilities ? 0 : rows); row++)
        {
            Perceptron.Softmax(probabilities.AsSpan(row * Classes, Classes));
        }

        return probabilities;
    }

    /// <summary>Frees the model's memory; it must not be asked any more.</summary>
    public void Dispose() => _session.Dispose();

    private void Run(float[] pixels, Span<float> results)
    {
        int rows = pixels.Length / Inputs;
        try
        {
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(pixels, _input.SizesOf(rows));
            using var options = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> outputs =
                _session.Run(options, [_input.Name], [input], [_output]);
            ReadOnlySpan<float> numbers = outputs[0].GetTensorDataAsSpan<float>();
            if (numbers.Length != rows * Classes)
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The ONNX model [{Sha256[..12]}] gave {numbers.Length} numbers for {rows} images of {Classes} "
                    + $"classes."));
            }

            numbers[..results.Length].CopyTo(results);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidOperationException(
                $"The ONNX model [{Sha256[..12]}] failed on {rows} images: {OnnxSession.FirstLine(error)}.", error);
        }
    }
}

using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace TaskSwarm.Learning.Onnx;

/// <summary>Asks a model for blank images when it is opened: what cannot work must not wait for the midst of a run.
/// </summary>
internal static class OnnxProbe
{
    private const double Tolerance = 1e-3;

    /// <summary>How many classes a model tells apart.</summary>
    /// <exception cref="InvalidDataException">It fails, or what it gives are no numbers for classes.</exception>
    public static int ClassesOf(InferenceSession session, OnnxInput input, string output, bool isDistribution)
    {
        // Two if it can be: with one, rows and columns could not be told apart.
        int rows = input.Batch > 0 ? input.Batch : 2;
        float[] numbers;
        long[] sizes;
        try
        {
            using OrtValue images = OrtValue.CreateTensorValueFromMemory(
                new float[rows * input.Pixels], input.SizesOf(rows));
            using var options = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> results =
                session.Run(options, [input.Name], [images], [output]);
            sizes = results[0].GetTensorTypeAndShape().Shape;
            numbers = results[0].GetTensorDataAsSpan<float>().ToArray();
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException(
                $"it fails on {rows} blank images: {OnnxSession.FirstLine(error)}", error);
        }

        if (sizes is not [long batch, >= 2 and <= 256] || batch != rows)
        {
            throw new InvalidDataException(
                $"it gives float[{string.Join(", ", sizes)}] for {rows} images and must give [{rows}, classes], of 2 "
                + "to 256 classes");
        }

        if (numbers.Any(number => !float.IsFinite(number)))
        {
            throw new InvalidDataException("it gives numbers that are not finite for a blank image");
        }

        int classes = (int)sizes[1];
        double sum = numbers.Take(classes).Sum(number => (double)number);
        return !isDistribution || (Math.Abs(sum - 1) < Tolerance && numbers.Min() > -Tolerance)
            ? classes
            : throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"what it gives for a blank image sums up to {sum:0.####} and not to 1 as probabilities must; as "
                + $"logits any numbers will do"));
    }
}

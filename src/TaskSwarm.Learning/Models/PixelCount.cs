namespace TaskSwarm.Learning.Models;

/// <summary>The check that every classifier makes of what it is given.</summary>
internal static class PixelCount
{
    /// <summary>Throws unless there are as many pixels as so many images have.</summary>
    public static void Require(IClassifier classifier, ReadOnlySpan<float> pixels, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (pixels.Length != (long)rows * classifier.Inputs)
        {
            throw new ArgumentException(
                $"Found {pixels.Length} pixels; {rows} images of {classifier.Inputs} have "
                + $"{(long)rows * classifier.Inputs}.", nameof(pixels));
        }
    }
}

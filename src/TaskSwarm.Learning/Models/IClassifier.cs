namespace TaskSwarm.Learning.Models;

/// <summary>
/// A trained model that says of images how probable each class is. It never changes, any number of threads may ask it
/// at once, and the same question gets the same bits of an answer: agents may share it.
/// </summary>
public interface IClassifier
{
    /// <summary>Numbers of one image.</summary>
    int Inputs { get; }

    /// <summary>Classes that are told apart.</summary>
    int Classes { get; }

    /// <summary>Floating-point operations that one image takes; above zero.</summary>
    double OperationsPerImage { get; }

    /// <summary>The probability of each class for each image.</summary>
    /// <param name="pixels">Image by image, <see cref="Inputs"/> numbers each, from 0 to 1.</param>
    /// <param name="rows">How many images; from 0.</param>
    /// <returns>Image by image, <see cref="Classes"/> numbers each, the caller's own.</returns>
    /// <exception cref="ArgumentException">There are not as many pixels as so many images have.</exception>
    float[] Predict(ReadOnlySpan<float> pixels, int rows);
}

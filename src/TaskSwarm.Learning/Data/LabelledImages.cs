namespace TaskSwarm.Learning.Data;

/// <summary>Images of one size, each with its class, kept as bytes: a model sees them as numbers from 0 to 1.</summary>
public sealed class LabelledImages
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    /// <summary>Takes images over; the arrays must not be changed any more.</summary>
    /// <param name="pixels">Image by image, row by row; 0 to 255.</param>
    /// <param name="labels">The class of each image, from 0.</param>
    /// <exception cref="ArgumentException">There is no image, or the pixels are no whole number of images.</exception>
    public LabelledImages(byte[] pixels, byte[] labels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length == 0 || pixels.Length == 0 || pixels.Length % labels.Length != 0)
        {
            throw new ArgumentException(
                $"{pixels.Length} pixels are not the same number for each of {labels.Length} images.", nameof(pixels));
        }

        _pixels = pixels;
        _labels = labels;
        Inputs = pixels.Length / labels.Length;
        Classes = labels.Max() + 1;
    }

    /// <summary>How many there are.</summary>
    public int Count => _labels.Length;

    /// <summary>Pixels of an image.</summary>
    public int Inputs { get; }

    /// <summary>One more than the highest class.</summary>
    public int Classes { get; }

    /// <summary>The class of each image.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>The pixels of all images, image by image.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Copies some images for a model.</summary>
    /// <param name="members">Their numbers.</param>
    /// <param name="pixels">Gets pixel / 255, image by image.</param>
    /// <param name="labels">Gets the classes.</param>
    public void CopyTo(ReadOnlySpan<int> members, Span<float> pixels, Span<byte> labels)
    {
        for (int i = 0; i < members.Length; i++)
        {
            ReadOnlySpan<byte> from = _pixels.AsSpan(members[i] * Inputs, Inputs);
            Span<float> to = pixels.Slice(i * Inputs, Inputs);
            for (int p = 0; p < from.Length; p++)
            {
                to[p] = from[p] * (1f / 255);
            }

            labels[i] = _labels[members[i]];
        }
    }

    /// <summary>The same images, each taken to be of a class so many higher, counted round.</summary>
    /// <param name="shift">From 0.</param>
    /// <param name="classes">How many classes there are; labels are below it.</param>
    public LabelledImages WithShiftedLabels(int shift, int classes) =>
        WithLabels([.. _labels.Select(label => (byte)((label + shift) % classes))]);

    /// <summary>The same images with other classes.</summary>
    /// <param name="labels">One for each image; must not be changed any more.</param>
    /// <exception cref="ArgumentException">The images are no whole number for each label.</exception>
    public LabelledImages WithLabels(byte[] labels) => new(_pixels, labels);

    /// <summary>Some of the images, in the order given.</summary>
    public LabelledImages Take(ReadOnlySpan<int> members)
    {
        var pixels = new byte[members.Length * Inputs];
        var labels = new byte[members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            _pixels.AsSpan(members[i] * Inputs, Inputs).CopyTo(pixels.AsSpan(i * Inputs));
            labels[i] = _labels[members[i]];
        }

        return new LabelledImages(pixels, labels);
    }
}

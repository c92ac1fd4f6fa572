using System.Buffers.Binary;

namespace TaskSwarm.Learning.Data;

/// <summary>
/// Reads files in the IDX format of the MNIST database (LeCun, Cortes and Burges): a magic number, the size of each
/// dimension, and one byte for each element.
/// </summary>
public static class IdxFile
{
    private const int ByteElements = 0x08;

    /// <summary>Images with their classes, from the bytes of two files.</summary>
    /// <param name="images">Three dimensions: images, rows, columns.</param>
    /// <param name="labels">One dimension: as many as images.</param>
    /// <exception cref="InvalidDataException">They are no such files, or do not belong together; the message says what
    /// was found and what would be right.</exception>
    public static LabelledImages Read(ReadOnlySpan<byte> images, ReadOnlySpan<byte> labels)
    {
        int[] sizes = Sizes(images, 3, "images");
        int[] count = Sizes(labels, 1, "labels");
        if (sizes[0] != count[0] || sizes[0] == 0)
        {
            throw new InvalidDataException(
                $"there are {sizes[0]} images and {count[0]} labels; there must be one label for each image");
        }

        return new LabelledImages(images[16..].ToArray(), labels[8..].ToArray());
    }

    private static int[] Sizes(ReadOnlySpan<byte> file, int dimensions, string what)
    {
        int head = 4 + (4 * dimensions);
        if (file.Length < head || file[0] != 0 || file[1] != 0 || file[2] != ByteElements || file[3] != dimensions)
        {
            throw new InvalidDataException(
                $"this is no IDX file of {what}: it must begin with 00 00 08 {dimensions:00} and {dimensions} sizes");
        }

        var sizes = new int[dimensions];
        long elements = 1;
        for (int i = 0; i < dimensions; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(file[(4 + (4 * i))..]);
            elements = sizes[i] < 0 || elements > int.MaxValue ? -1 : elements * sizes[i];
        }

        return elements == file.Length - head
            ? sizes
            : throw new InvalidDataException(
                $"an IDX file of {what} announces {string.Join(" x ", sizes)} elements and holds {file.Length - head} "
                + "bytes of them");
    }
}

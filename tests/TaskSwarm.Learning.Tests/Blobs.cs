using TaskSwarm.Kernel.Random;
using TaskSwarm.Learning.Data;

namespace TaskSwarm.Learning.Tests;

/// <summary>Small images that can be told apart: each class is bright in pixels of its own.</summary>
internal static class Blobs
{
    public static LabelledImages Make(int count, int inputs, int classes)
    {
        var random = new RandomStream(7, "blobs", "pixels");
        var pixels = new byte[count * inputs];
        var labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % classes);
            for (int p = 0; p < inputs; p++)
            {
                pixels[(i * inputs) + p] = (byte)((p % classes == labels[i] ? 100 : 0) + random.NextInt(120));
            }
        }

        return new LabelledImages(pixels, labels);
    }

    public static (float[] Pixels, byte[] Labels) AsNumbers(LabelledImages images)
    {
        var pixels = new float[images.Count * images.Inputs];
        var labels = new byte[images.Count];
        images.CopyTo([.. Enumerable.Range(0, images.Count)], pixels, labels);
        return (pixels, labels);
    }
}

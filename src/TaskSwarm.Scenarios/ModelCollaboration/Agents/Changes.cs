using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>Models as changes of others.</summary>
internal static class Changes
{
    /// <summary>How a model differs from that with which it began, number by number.</summary>
    public static ImmutableArray<float> Between(ImmutableArray<float> begin, float[] model)
    {
        var change = new float[model.Length];
        for (int i = 0; i < change.Length; i++)
        {
            change[i] = model[i] - begin[i];
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(change);
    }

    /// <summary>A model after a change, which is overwritten with it.</summary>
    public static float[] Add(ImmutableArray<float> begin, float[] change)
    {
        for (int i = 0; i < change.Length; i++)
        {
            change[i] += begin[i];
        }

        return change;
    }
}

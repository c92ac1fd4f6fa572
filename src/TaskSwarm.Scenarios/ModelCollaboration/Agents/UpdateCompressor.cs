using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Learning.Aggregation;
using TaskSwarm.Learning.Models;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>Shortens what a member hands in. Of the largest numbers alone it keeps the others for later rounds, which
/// is a memory that a member may lose.</summary>
internal sealed class UpdateCompressor(CompressionRule rule)
{
    private const string Rounding = "compression";

    private float[] _kept = [];

    /// <summary>The message that hands a change in.</summary>
    /// <param name="context">The member's context.</param>
    /// <param name="round">The round.</param>
    /// <param name="examples">Images that were learnt from.</param>
    /// <param name="change">How the model changed.</param>
    public IModelUpdate Pack(AgentContext context, int round, int examples, ImmutableArray<float> change)
    {
        if (!Perceptron.AreFinite(change.AsSpan()))
        {
            // What is not finite can be neither rounded nor kept for later; in full, the server sees and refuses it.
            return new TrainedUpdate(round, examples, change);
        }

        if (rule.Bits > 0)
        {
            QuantisedVector rounded = new Quantisation(rule.Bits).Compress(change.AsSpan(), context.Stream(Rounding));
            return new QuantisedUpdate(round, examples, rule.Bits, rounded.Length, rounded.Scale, rounded.Words);
        }

        if (_kept.Length == 0)
        {
            _kept = new float[change.Length];
        }

        SparseVector largest = new TopSparsification(rule.Top).Compress(change.AsSpan(), _kept);
        return new SparseUpdate(round, examples, largest.Places, largest.Values);
    }

    /// <summary>Writes what is kept for later.</summary>
    public void Capture(StateWriter writer) => writer.Write(ImmutableCollectionsMarshal.AsImmutableArray(_kept));

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader) => _kept = ImmutableCollectionsMarshal.AsArray(reader.ReadSingles())!;
}

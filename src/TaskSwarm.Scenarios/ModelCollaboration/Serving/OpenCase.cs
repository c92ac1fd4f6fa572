using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>A case that is not yet decided, as its front keeps it.</summary>
/// <param name="Image">Which test image it is.</param>
/// <param name="Came">When it came.</param>
/// <param name="Suspicion">How probable each class is, as far as is known.</param>
internal sealed record OpenCase(int Image, SimTime Came, ImmutableArray<float> Suspicion)
{
    /// <summary>Whether its front is to have the first look and nobody has been asked yet.</summary>
    public bool IsFresh { get; init; }

    /// <summary>Opinions that have come.</summary>
    public int Opinions { get; init; }

    /// <summary>What they and sending took, J.</summary>
    public double Energy { get; init; }

    /// <summary>Members that are not asked (again): they have answered, or were too slow.</summary>
    public ImmutableArray<int> Asked { get; init; } = [];

    /// <summary>What each that answered took to be most probable by itself.</summary>
    public ImmutableArray<(int Member, int Said)> Answers { get; init; } = [];

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(Image);
        writer.Write(Came);
        writer.Write(Suspicion);
        writer.Write(IsFresh);
        writer.Write(Opinions);
        writer.Write(Energy);
        writer.WriteList(Asked, static (w, member) => w.Write(member));
        writer.WriteList(Answers, static (w, answer) =>
        {
            w.Write(answer.Member);
            w.Write(answer.Said);
        });
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static OpenCase Read(StateReader reader) => new(
        reader.ReadInt32(), reader.ReadTime(), reader.ReadSingles())
    {
        IsFresh = reader.ReadBoolean(),
        Opinions = reader.ReadInt32(),
        Energy = reader.ReadDouble(),
        Asked = [.. reader.ReadList(static r => r.ReadInt32())],
        Answers = [.. reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32()))],
    };
}

using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Kernel.Monitors;

/// <summary>A set of rounds, counted from 1. Nearly all calls have few rounds: those need no memory of their own.
/// </summary>
internal struct RoundSet
{
    private const int Few = 64;

    private ulong _few;
    private SortedSet<int>? _many;

    public readonly bool Contains(int round) => IsFew(round)
        ? (_few & Bit(round)) != 0
        : _many is not null && _many.Contains(round);

    /// <summary>Adds a round.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(int round)
    {
        if (!IsFew(round))
        {
            return (_many ??= []).Add(round);
        }

        bool isNew = (_few & Bit(round)) == 0;
        _few |= Bit(round);
        return isNew;
    }

    public void Remove(int round)
    {
        if (IsFew(round))
        {
            _few &= ~Bit(round);
        }
        else
        {
            _many?.Remove(round);
        }
    }

    public readonly bool SameAs(in RoundSet other) =>
        _few == other._few && (_many?.Count ?? 0) == (other._many?.Count ?? 0);

    public readonly void Capture(StateWriter writer)
    {
        writer.Write((long)_few);
        writer.WriteOptional(_many, static (w, many) => w.WriteList(many, static (w, round) => w.Write(round)));
    }

    public static RoundSet Read(StateReader reader) => new()
    {
        _few = (ulong)reader.ReadInt64(),
        _many = reader.ReadOptional(static r => new SortedSet<int>(r.ReadList(static r => r.ReadInt32()))),
    };

    private static bool IsFew(int round) => round is >= 1 and <= Few;

    private static ulong Bit(int round) => 1UL << (round - 1);
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Readers;

/// <summary>
/// A drone's way in at most <see cref="MostPoints"/> points, however long it flies: when they are full, every second
/// one goes, and from then on half as many are taken. Its ends are always kept.
/// </summary>
internal sealed class ThinnedPath
{
    /// <summary>More than a picture can show.</summary>
    public const int MostPoints = 4096;

    private readonly List<Vec3> _points = [];
    private long _samples;
    private long _stride = 1;
    private Vec3 _last;

    /// <summary>The points in order, m; none before the first sample.</summary>
    public IReadOnlyList<Vec3> Points =>
        _samples > 0 && (_samples - 1) % _stride != 0 ? [.. _points, _last] : _points;

    /// <summary>Adds a sample.</summary>
    public void Add(Vec3 at)
    {
        if (_points.Count == MostPoints)
        {
            int kept = 0;
            for (int i = 0; i < _points.Count; i += 2)
            {
                _points[kept++] = _points[i];
            }

            _points.RemoveRange(kept, _points.Count - kept);
            _stride *= 2;
        }

        if (_samples % _stride == 0)
        {
            _points.Add(at);
        }

        _last = at;
        _samples++;
    }

    internal void Capture(StateWriter writer)
    {
        writer.WriteList(_points, static (w, p) => w.Write(p));
        writer.Write(_samples);
        writer.Write(_stride);
        writer.Write(_last);
    }

    internal static ThinnedPath Read(StateReader reader)
    {
        var path = new ThinnedPath();
        path._points.AddRange(reader.ReadList(static r => r.ReadVec3()));
        path._samples = reader.ReadInt64();
        path._stride = reader.ReadInt64();
        path._last = reader.ReadVec3();
        return path;
    }
}

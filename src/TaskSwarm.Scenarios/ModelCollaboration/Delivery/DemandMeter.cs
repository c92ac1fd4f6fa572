using System.Collections.Immutable;
using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>How often a cache's own clients ask for each content: counts that decay with each report.</summary>
internal sealed class DemandMeter(int contents)
{
    private const int MostReported = 256;

    private readonly double[] _asked = new double[contents];
    private double _seconds;

    /// <summary>A client asks.</summary>
    public void Count(int content) => _asked[content]++;

    /// <summary>Some time has passed.</summary>
    /// <param name="seconds">How much.</param>
    /// <param name="keep">Share of all before that counts from now on.</param>
    public void Pass(double seconds, double keep)
    {
        for (int content = 0; content < _asked.Length; content++)
        {
            _asked[content] *= keep;
        }

        _seconds = (_seconds + seconds) * keep;
    }

    /// <summary>Requests a second; 0 while no time has passed.</summary>
    public double PerSecond(int content) => _seconds > 0 ? _asked[content] / _seconds : 0;

    /// <summary>The contents that are asked for most, in their order, and how often.</summary>
    public (ImmutableArray<int> Contents, ImmutableArray<float> PerSecond) Report()
    {
        int[] most =
        [
            .. Enumerable.Range(0, _asked.Length).Where(c => PerSecond(c) > 0)
                .OrderByDescending(c => _asked[c]).ThenBy(c => c).Take(MostReported).Order(),
        ];
        return ([.. most], [.. most.Select(c => (float)PerSecond(c))]);
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.WriteList(_asked, static (w, asked) => w.Write(asked));
        writer.Write(_seconds);
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        reader.ReadList(static r => r.ReadDouble()).CopyTo(_asked);
        _seconds = reader.ReadDouble();
    }
}

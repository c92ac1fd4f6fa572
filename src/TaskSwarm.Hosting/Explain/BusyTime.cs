using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Hosting.Explain;

/// <summary>The time that spans cover together, counted once where they overlap.</summary>
internal sealed class BusyTime
{
    private readonly List<(SimTime From, SimTime To)> _spans = [];

    /// <summary>Adds a span.</summary>
    public void Add(SimTime from, SimTime to) => _spans.Add((from, to));

    /// <summary>How much of the time up to an instant is covered.</summary>
    public SimDuration Within(SimTime end)
    {
        long micros = 0;
        SimTime until = SimTime.Zero;
        foreach ((SimTime from, SimTime to) in _spans.OrderBy(s => s.From))
        {
            SimTime begin = SimTime.Max(from, until), stop = SimTime.Min(to, end);
            if (stop > begin)
            {
                micros += (stop - begin).Micros;
                until = stop;
            }
        }

        return new SimDuration(micros);
    }
}

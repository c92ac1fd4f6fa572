using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>A content on its way to a cache, and the requests that wait for it.</summary>
internal sealed class ContentFetch
{
    private readonly List<(long Number, SimTime At)> _waiting = [];

    /// <summary>Who was asked last: a cache, or the origin by its number.</summary>
    public int Source { get; private set; }

    /// <summary>When.</summary>
    public SimTime Asked { get; private set; }

    /// <summary>Which try that was, counted over all fetches of the cache.</summary>
    public long Try { get; private set; }

    /// <summary>How many tries there have been.</summary>
    public int Tries { get; private set; }

    /// <summary>Requests that wait, in the order in which they came.</summary>
    public IReadOnlyList<(long Number, SimTime At)> Waiting => _waiting;

    /// <summary>One more request waits.</summary>
    public void Join(long number, SimTime at) => _waiting.Add((number, at));

    /// <summary>A source is asked.</summary>
    public void Ask(int source, long number, SimTime now)
    {
        (Source, Try, Asked) = (source, number, now);
        Tries++;
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.Write(Source);
        writer.Write(Asked);
        writer.Write(Try);
        writer.Write(Tries);
        writer.WriteList(_waiting, static (w, request) =>
        {
            w.Write(request.Number);
            w.Write(request.At);
        });
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public static ContentFetch Read(StateReader reader)
    {
        var fetch = new ContentFetch
        {
            Source = reader.ReadInt32(),
            Asked = reader.ReadTime(),
            Try = reader.ReadInt64(),
            Tries = reader.ReadInt32(),
        };
        fetch._waiting.AddRange(reader.ReadList(static r => (r.ReadInt64(), r.ReadTime())));
        return fetch;
    }
}

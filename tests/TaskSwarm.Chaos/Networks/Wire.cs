using System.Diagnostics;

namespace TaskSwarm.Chaos.Networks;

/// <summary>Carries packets between places: at once in fair weather, else late, twice, out of order or not at all.
/// </summary>
/// <param name="random">What chance is drawn from.</param>
internal sealed class Wire(Random random) : IDisposable
{
    /// <summary>The largest packet: the fewer, the faster.</summary>
    public const int LargestPacket = 65_000;

    private const int SmallestPacket = 20;
    private const int DestinationsLastByte = 19;

    private readonly Tap?[] _taps = new Tap?[256];
    private readonly Lock _chance = new();
    private readonly PriorityQueue<(Tap To, byte[] Packet), long> _late = new();
    private readonly object _lateLock = new();
    private Weather _weather = Weather.Fair;
    private Thread? _postman;
    private bool _isDisposed;
    private long _carried;
    private long _stopped;

    /// <summary>What happens to packets from now on.</summary>
    public Weather Weather
    {
        get => Volatile.Read(ref _weather);
        set => Volatile.Write(ref _weather, value);
    }

    /// <summary>Packets that were handed over so far.</summary>
    public long Carried => Interlocked.Read(ref _carried);

    /// <summary>Packets that were lost or cut off so far.</summary>
    public long Stopped => Interlocked.Read(ref _stopped);

    /// <summary>Joins a place to the wire.</summary>
    public void Add(Tap tap) => Volatile.Write(ref _taps[tap.Number], tap);

    /// <summary>Begins to carry what a place sends.</summary>
    public void Listen(Tap tap)
    {
        _postman ??= Start(DeliverLate);
        Start(() => Carry(tap));
    }

    public void Dispose()
    {
        lock (_lateLock)
        {
            _isDisposed = true;
            Monitor.PulseAll(_lateLock);
        }

        foreach (Tap? tap in _taps)
        {
            tap?.Dispose();
        }
    }

    private static Thread Start(ThreadStart work)
    {
        var thread = new Thread(work) { IsBackground = true, Name = "wire" };
        thread.Start();
        return thread;
    }

    private void Carry(Tap from)
    {
        byte[] packet = new byte[LargestPacket + 1000];
        try
        {
            while (true)
            {
                int length = from.Read(packet);
                if (length >= SmallestPacket && packet[0] >> 4 == 4
                    && Volatile.Read(ref _taps[packet[DestinationsLastByte]]) is Tap to)
                {
                    Forward(from.Number, to, packet.AsSpan(0, length));
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The place is gone.
        }
    }

    private void Forward(int from, Tap to, ReadOnlySpan<byte> packet)
    {
        Weather weather = Weather;
        if (weather.Stops(from, to.Number))
        {
            Interlocked.Increment(ref _stopped);
            return;
        }

        if (!weather.Rough.Contains(from) && !weather.Rough.Contains(to.Number))
        {
            to.Write(packet);
            Interlocked.Increment(ref _carried);
            return;
        }

        foreach (TimeSpan delay in Fate(weather))
        {
            Post(to, packet.ToArray(), delay);
        }
    }

    /// <summary>When a packet arrives: never, once or twice.</summary>
    private TimeSpan[] Fate(Weather weather)
    {
        lock (_chance)
        {
            int copies = random.NextDouble() < weather.Loss ? 0 : random.NextDouble() < weather.Doubled ? 2 : 1;
            Interlocked.Add(ref _stopped, copies == 0 ? 1 : 0);
            return
            [
                .. Enumerable.Range(0, copies).Select(_ => weather.Delay + (weather.Jitter * random.NextDouble())),
            ];
        }
    }

    private void Post(Tap to, byte[] packet, TimeSpan delay)
    {
        lock (_lateLock)
        {
            _late.Enqueue((to, packet), Stopwatch.GetTimestamp() + (long)(delay.TotalSeconds * Stopwatch.Frequency));
            Monitor.Pulse(_lateLock);
        }
    }

    private void DeliverLate()
    {
        lock (_lateLock)
        {
            while (!_isDisposed)
            {
                if (!_late.TryPeek(out (Tap To, byte[] Packet) next, out long due))
                {
                    Monitor.Wait(_lateLock);
                }
                else if (due > Stopwatch.GetTimestamp())
                {
                    long left = (due - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency;
                    Monitor.Wait(_lateLock, (int)Math.Max(1, left));
                }
                else
                {
                    _late.Dequeue();
                    next.To.Write(next.Packet);
                    Interlocked.Increment(ref _carried);
                }
            }
        }
    }
}

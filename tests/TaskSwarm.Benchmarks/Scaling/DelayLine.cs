using System.Collections.Concurrent;
using System.Diagnostics;

namespace TaskSwarm.Benchmarks.Scaling;

/// <summary>Lets what arrives wait for a constant time, as a slower network would.</summary>
internal sealed class DelayLine
{
    private readonly BlockingCollection<(long Due, Action Deliver)> _line = [];
    private long _micros;

    public DelayLine() => new Thread(Work) { IsBackground = true, Name = "delay" }.Start();

    /// <summary>How long everything waits; 0: it goes on at once.</summary>
    public long Micros
    {
        set => Volatile.Write(ref _micros, value);
    }

    /// <summary>Takes what arrived.</summary>
    public void Arrive(Action deliver)
    {
        long micros = Volatile.Read(ref _micros);
        if (micros == 0)
        {
            deliver();
            return;
        }

        _line.Add((Stopwatch.GetTimestamp() + (micros * Stopwatch.Frequency / 1_000_000), deliver));
    }

    private void Work()
    {
        foreach ((long due, Action deliver) in _line.GetConsumingEnumerable())
        {
            double left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due).TotalMilliseconds;
            if (left > 1)
            {
                Thread.CurrentThread.Join((int)left);
            }

            // The system waits for whole milliseconds only; meanwhile the cores are given to whoever needs them.
            while (Stopwatch.GetTimestamp() < due)
            {
                Thread.Yield();
            }

            deliver();
        }
    }
}

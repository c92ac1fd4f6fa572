using System.Collections.Concurrent;

namespace TaskSwarm.Actors.Lanes;

/// <summary>
/// A few dedicated threads that work on lanes. An idle worker spins for a moment before it parks, because at the end of
/// a window the next one is usually some microseconds away and waking a thread costs more than that.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    private const int SpinRounds = 2000;
    private const int SpinsPerRound = 10;

    private readonly ConcurrentQueue<Lane> _ready = new();
    private readonly Lock _laneLock = new();
    private readonly List<Lane> _lanes = [];
    private readonly object _gate = new();
    private readonly Thread[] _threads;
    private readonly Action<Exception> _onFault;
    private readonly int _spinRounds;
    private int _parked;
    private volatile bool _closing;

    /// <summary>Starts the workers.</summary>
    /// <param name="workers">How many, at least 1.</param>
    /// <param name="spins">Whether an idle worker spins before it parks.</param>
    /// <param name="onFault">Told when something escapes Akka's own handling on a worker, which must end the
    /// run.</param>
    public WorkerPool(int workers, bool spins, Action<Exception> onFault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        _onFault = onFault;

        // With more workers than cores a spinning worker would only take time from a working one.
        _spinRounds = spins && workers <= Environment.ProcessorCount ? SpinRounds : 0;
        _threads = new Thread[workers];
        for (int i = 0; i < workers; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"taskswarm-worker-{i}" };
            _threads[i].Start();
        }
    }

    /// <summary>The lane with a number, made at its first use.</summary>
    public Lane LaneAt(int number)
    {
        lock (_laneLock)
        {
            while (_lanes.Count <= number)
            {
                _lanes.Add(new Lane(this));
            }

            return _lanes[number];
        }
    }

    /// <summary>Hands a lane that has work to the next free worker.</summary>
    public void Schedule(Lane lane)
    {
        _ready.Enqueue(lane);
        Interlocked.MemoryBarrier();
        if (_parked > 0)
        {
            lock (_gate)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Ends the workers and waits for them; what is still queued is dropped.</summary>
    public void Dispose()
    {
        _closing = true;
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }

        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void Work()
    {
        while (!_closing)
        {
            if (!TryTake(out Lane? lane))
            {
                Park();
                continue;
            }

            try
            {
                lane.Work();
            }
            catch (Exception error)
            {
                // Akka hands failures of actors to supervisors; what arrives here broke Akka or a lane itself.
                _onFault(error);
            }
        }
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Lane? lane)
    {
        for (int round = 0; round <= _spinRounds && !_closing; round++)
        {
            if (_ready.TryDequeue(out lane))
            {
                return true;
            }

            Thread.SpinWait(SpinsPerRound);
        }

        lane = null;
        return false;
    }

    private void Park()
    {
        lock (_gate)
        {
            _parked++;
            Interlocked.MemoryBarrier();
            if (_ready.IsEmpty && !_closing)
            {
                Monitor.Wait(_gate);
            }

            _parked--;
        }
    }
}

using System.Collections.Concurrent;
using Akka.Dispatch;

namespace TaskSwarm.Actors.Lanes;

/// <summary>
/// A strand of mailbox runs: one after another, never two at once, on whichever worker holds the lane. All actors of a
/// region share a lane, so a region's cells take turns without locks, and a message from a region to its agents costs
/// no thread hop: what becomes ready while the lane is being worked on joins the lane's own queue.
/// </summary>
internal sealed class Lane
{
    [ThreadStatic]
    private static Lane? s_current;

    private readonly WorkerPool _pool;
    private readonly ConcurrentQueue<IRunnable> _fromOutside = new();
    private IRunnable?[] _ring = new IRunnable[64];
    private int _first;
    private int _count;
    private int _taken;

    public Lane(WorkerPool pool) => _pool = pool;

    /// <summary>Adds a run; from the lane's own worker it costs no synchronisation.</summary>
    public void Execute(IRunnable run)
    {
        if (ReferenceEquals(s_current, this))
        {
            Push(run);
            return;
        }

        _fromOutside.Enqueue(run);
        if (Interlocked.Exchange(ref _taken, 1) == 0)
        {
            _pool.Schedule(this);
        }
    }

    /// <summary>Runs everything that is ready. Called by one worker at a time.</summary>
    public void Work()
    {
        s_current = this;
        try
        {
            do
            {
                RunAll();
                Interlocked.Exchange(ref _taken, 0);

                // Whoever added work after the last look either sees the lane free and schedules it, or is seen here.
            }
            while (!_fromOutside.IsEmpty && Interlocked.Exchange(ref _taken, 1) == 0);
        }
        finally
        {
            s_current = null;
        }
    }

    private void RunAll()
    {
        while (true)
        {
            if (_count > 0)
            {
                Pop().Run();
            }
            else if (_fromOutside.TryDequeue(out IRunnable? run))
            {
                run.Run();
            }
            else
            {
                return;
            }
        }
    }

    private void Push(IRunnable run)
    {
        if (_count == _ring.Length)
        {
            Grow();
        }

        _ring[(_first + _count) & (_ring.Length - 1)] = run;
        _count++;
    }

    private IRunnable Pop()
    {
        IRunnable run = _ring[_first]!;
        _ring[_first] = null;
        _first = (_first + 1) & (_ring.Length - 1);
        _count--;
        return run;
    }

    private void Grow()
    {
        var larger = new IRunnable?[_ring.Length * 2];
        for (int i = 0; i < _count; i++)
        {
            larger[i] = _ring[(_first + i) & (_ring.Length - 1)];
        }

        (_ring, _first) = (larger, 0);
    }
}

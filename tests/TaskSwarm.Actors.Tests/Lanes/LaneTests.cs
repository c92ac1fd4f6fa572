using Akka.Dispatch;
using Shouldly;
using TaskSwarm.Actors.Lanes;
using Xunit;

namespace TaskSwarm.Actors.Tests.Lanes;

public sealed class LaneTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_lane_runs_everything_once_and_never_two_at_a_time()
    {
        const int Runs = 20_000;
        using var pool = new WorkerPool(4, true, _ => { });
        Lane lane = pool.LaneAt(0);
        using var done = new CountdownEvent(2 * Runs);
        int inside = 0;
        int overlaps = 0;
        var step = new Step(() =>
        {
            overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
            Interlocked.Decrement(ref inside);
            done.Signal();
        });
        Thread[] feeders = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < Runs; i++)
            {
                lane.Execute(step);
            }
        }))];
        foreach (Thread feeder in feeders)
        {
            feeder.Start();
        }

        done.Wait(Patience).ShouldBeTrue();
        overlaps.ShouldBe(0);
    }

    [Fact]
    public void Work_that_arises_on_a_lane_stays_on_its_thread()
    {
        using var pool = new WorkerPool(2, true, _ => { });
        Lane lane = pool.LaneAt(0);
        using var done = new ManualResetEventSlim();
        int first = 0;
        int second = 0;
        lane.Execute(new Step(() =>
        {
            first = Environment.CurrentManagedThreadId;
            lane.Execute(new Step(() =>
            {
                second = Environment.CurrentManagedThreadId;
                done.Set();
            }));
        }));
        done.Wait(Patience).ShouldBeTrue();
        second.ShouldBe(first);
    }

    [Fact]
    public void What_escapes_a_run_is_reported_and_the_worker_goes_on()
    {
        using var reported = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        using var pool = new WorkerPool(1, true, _ => reported.Set());
        pool.LaneAt(0).Execute(new Step(() => throw new InvalidOperationException("broken")));
        pool.LaneAt(1).Execute(new Step(done.Set));
        done.Wait(Patience).ShouldBeTrue();
        reported.Wait(Patience).ShouldBeTrue();
    }

    private sealed class Step(Action action) : IRunnable
    {
        public void Run() => action();

        public void Execute() => action();
    }
}

using FsCheck;
using FsCheck.Fluent;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Tests.Kernel;

/// <summary>
/// Makes workshops of random sizes under random latencies, losses, cuts and faults; none shrinks the promise.
/// </summary>
public static class RandomWorkshops
{
    /// <summary>All faults are over after this many seconds, so that every job can come to an end.</summary>
    private const int FaultySeconds = 60;

    internal static Gen<Workshop> Any() =>
        from seed in Gen.Choose(0, int.MaxValue)
        from workers in Gen.Choose(1, 12)
        from jobs in Gen.Choose(0, 25)
        from latency in Gen.Choose(1, 200)
        from jitter in Gen.Choose(0, 100)
        from lossPercent in Gen.Elements(0, 0, 5, 30)
        from kilobits in Gen.Elements(0, 0, 256)
        from faults in Fault(workers).ListOf()
        from cuts in Cut(workers).ListOf()
        select new Workshop
        {
            Seed = (ulong)seed,
            Workers = workers,
            Jobs = jobs,
            Link = new LinkSpec(SimDuration.FromMillis(latency))
            {
                Jitter = SimDuration.FromMillis(jitter),
                Loss = lossPercent / 100.0,
                BitsPerSecond = kilobits * 1000,
            },
            Faults = [.. faults.Take(8)],
            Cuts = [.. cuts.Take(3)],
        };

    private static Gen<Fault> Fault(int workers) =>
        from kind in Gen.Choose(0, 5)
        from agent in Gen.Choose(0, workers)
        from start in Gen.Choose(1, FaultySeconds * 1000)
        from length in Gen.Choose(100, 20_000)
        from percent in Gen.Choose(10, 300)
        let at = new SimTime(start * 1000L)
        let until = at + SimDuration.FromMillis(length)
        let who = new TaskSwarm.Kernel.Agents.AgentId(agent)
        select kind switch
        {
            0 or 1 => new Fault.Crash(who, at, "scenario"),
            2 => new Fault.Crash(who, at, "scenario") { RepairAfter = SimDuration.FromMillis(length) },
            3 => new Fault.SlowDown(who, at, until, percent / 100.0),
            4 => new Fault.Silence(who, at, until),
            _ => (Fault)new Fault.Lie(who, at, until, percent / 100.0),
        };

    private static Gen<LinkCut> Cut(int workers) =>
        from start in Gen.Choose(1, FaultySeconds * 1000)
        from length in Gen.Choose(100, 20_000)
        from side in Gen.Choose(0, workers).ListOf()
        let at = new SimTime(start * 1000L)
        select new LinkCut(
            at,
            at + SimDuration.FromMillis(length),
            new HashSet<TaskSwarm.Kernel.Agents.AgentId>(side.Select(i => new TaskSwarm.Kernel.Agents.AgentId(i))));
}

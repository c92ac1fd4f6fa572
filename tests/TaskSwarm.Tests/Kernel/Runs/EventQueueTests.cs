using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Tests.Kernel.Runs;

public sealed class EventQueueTests
{
    private const int Receivers = 5;
    private const long LookaheadMicros = 1000;

    /// <summary>
    /// Held against a list: windows open at the earliest event and push more events, near ones and ones beyond the
    /// queue's year; every window must hand over exactly what the list holds before its end, in order for each
    /// receiver.
    /// </summary>
    [Property(MaxTest = 300)]
    public Property Windows_hand_over_what_a_sorted_list_would() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        Delays().ListOf().ListOf().ToArbitrary(),
        (seed, windows) =>
        {
            RunCore run = EmptyRun();
            RegionCore region = run.Regions[0];
            var queue = new EventQueue(new SimDuration(LookaheadMicros));
            var model = new List<Envelope>();
            var random = new TaskSwarm.Kernel.Random.RandomStream((ulong)seed, 1);
            long sequence = 0;
            SimTime end = SimTime.Zero;
            foreach (IList<long> delays in windows)
            {
                foreach (long delay in delays)
                {
                    var envelope = new Envelope(
                        end + new SimDuration(delay), new AgentId(random.NextInt(Receivers)),
                        new AgentId(random.NextInt(3)), sequence++, new Say(""));
                    queue.Push(envelope);
                    model.Add(envelope);
                }

                SimTime start = model.Count == 0 ? SimTime.Never : model.Min(e => e.Time);
                queue.Earliest.ShouldBe(start);
                if (model.Count > 0)
                {
                    // Windows are cut short at the end of a run, so any length up to the lookahead must do.
                    end = start + new SimDuration(1 + random.NextInt((int)LookaheadMicros));
                    queue.Take(start, end, region);
                    ShouldHandOver(run, region, model, end);
                }
            }
        });

    private static void ShouldHandOver(RunCore run, RegionCore region, List<Envelope> model, SimTime end)
    {
        foreach (AgentCell cell in run.Cells)
        {
            var got = new List<Envelope>();
            Turn turn = region.CollectInbox(cell);
            while (turn.TryNext(out Envelope envelope))
            {
                got.Add(envelope);
            }

            got.ShouldBe([.. model.Where(e => e.Time < end && e.Receiver == cell.Id).Order()]);
        }

        model.RemoveAll(e => e.Time < end);
    }

    /// <summary>
    /// Delays from the end of the last window: often the same few, sometimes years of the calendar ahead.
    /// </summary>
    private static Gen<long> Delays() => Gen.OneOf(
        Gen.Elements(0L, 1L, LookaheadMicros - 1, LookaheadMicros, LookaheadMicros * 511, LookaheadMicros * 512),
        Gen.Choose(0, 3000).Select(i => (long)i),
        Gen.Choose(0, 2_000_000).Select(i => (long)i),
        Gen.Choose(0, 1_000_000).Select(i => i * 1_000_000L));

    private static RunCore EmptyRun()
    {
        var stage = new Stage
        {
            Agents = [.. Enumerable.Range(0, Receivers).Select(i => Stage.Actor($"a{i}", () => new Scripted()))],
        };
        return new RunCore(stage.Build(new EventLog()), regions: 1);
    }
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Allocation;

public sealed class TimetableLaws
{
    [Property(MaxTest = 300)]
    public Property A_task_goes_into_the_first_gap_that_holds_it() => Prop.ForAll(
        Gen.Choose(0, 30).ToArbitrary(),
        Gen.Two(Gen.Choose(0, 12)).ListOf().Select(l => l.Take(6).ToArray()).ToArbitrary(),
        Gen.Two(Gen.Choose(0, 60)).ToArbitrary(),
        (free, gapsAndLengths, last) =>
        {
            // Intervals with gaps between them, the first of which may lie well behind the start of the agent's time.
            var busy = new List<(int Start, int End)>();
            int at = free;
            foreach ((int gap, int length) in gapsAndLengths)
            {
                busy.Add((at + gap, at + gap + length));
                at += gap + length;
            }

            (int release, int duration) = (last.Item1, last.Item2 / 4);
            int[] durations = [.. busy.Select(b => b.End - b.Start), duration];
            var plan = new Timetable(new AllocationProblem
            {
                Agents = [new AllocationAgent(new AgentId(1), "a") { FreeFrom = [new SimTime(free)] }],
                Tasks =
                [
                    .. durations.Select((_, t) => new AllocationTask(new TaskId(t), "t" + t)
                    {
                        Release = new SimTime(t == busy.Count ? release : 0),
                    }),
                ],
                Duration = PairTable.Of(1, durations.Length, (_, t) => durations[t]),
            });
            for (int t = 0; t < busy.Count; t++)
            {
                plan.Place(t, 0, busy[t].Start);
            }

            int first = Enumerable.Range(Math.Max(free, release), 300).First(start => busy.TrueForAll(
                b => start + duration <= b.Start || b.End <= start));
            plan.EarliestStart(busy.Count, 0, mayInsert: true).ShouldBe(first);
        });

    [Property(MaxTest = 300)]
    public Property What_fits_by_its_written_decimals_fits_in_any_order_and_no_more() => Prop.ForAll(
        Gen.Choose(0, 400).NonEmptyListOf().ToArbitrary(),
        Gen.Elements(10.0, 100.0, 1000.0, 3.0, 7.0).ToArbitrary(),
        (written, unit) =>
        {
            double[] needs = [.. written.Select(n => n / unit), 1 / unit];
            var problem = new AllocationProblem
            {
                Agents = [new AllocationAgent(new AgentId(1), "a") { Budget = written.Sum() / unit }],
                Tasks = [.. needs.Select((_, t) => new AllocationTask(new TaskId(t), "t" + t))],
                Need = PairTable.Of(1, needs.Length, (_, t) => needs[t]),
                Objective = AllocationObjective.ForCost,
            };
            var plan = new Timetable(problem);
            var track = new AgentTrack(problem, 0, travels: false);
            for (int t = 0; t < written.Count; t++)
            {
                track.HasRoomFor(t).ShouldBeTrue();
                track.Add(t, 0);
                long start = plan.EarliestStart(t, 0);
                start.ShouldNotBe(Timetable.Impossible);
                plan.Place(t, 0, start);
            }

            AssignmentAudit.Check(problem, plan.ToAssignment(0)).ShouldBeEmpty();
            track.HasRoomFor(written.Count).ShouldBeFalse();
            plan.EarliestStart(written.Count, 0).ShouldBe(Timetable.Impossible);
            plan.Place(written.Count, 0, 0);
            AssignmentAudit.Check(problem, plan.ToAssignment(0)).ShouldHaveSingleItem().ShouldContain("of a budget of");
        });

    [Fact]
    public void A_gap_before_the_first_task_is_used_although_the_agent_is_busy_at_first()
    {
        var plan = new Timetable(new AllocationProblem
        {
            Agents = [new AllocationAgent(new AgentId(1), "a") { FreeFrom = [new SimTime(10)] }],
            Tasks = [new AllocationTask(new TaskId(0), "x"), new AllocationTask(new TaskId(1), "y")],
            Duration = PairTable.Same(5),
        });
        plan.Place(0, 0, 20);
        plan.EarliestStart(1, 0, mayInsert: true).ShouldBe(10);
    }
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Runs;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

public sealed class CrewMonitorTests
{
    /// <summary>Two agents, one with two slots; b after a; only agent 1 has the skill for c.</summary>
    private static readonly AllocationProblem Problem = new()
    {
        Agents =
        [
            new AllocationAgent(new AgentId(1), "solo"),
            new AllocationAgent(new AgentId(2), "duo") { Slots = 2, Skills = 1 },
        ],
        Tasks =
        [
            new AllocationTask(new TaskId(0), "a"),
            new AllocationTask(new TaskId(1), "b") { Inputs = [new TaskInput(0, 0)] },
            new AllocationTask(new TaskId(2), "c") { Skills = 1, Release = At(2) },
            new AllocationTask(new TaskId(3), "d"),
        ],
        Duration = PairTable.Same(5e6),
    };

    [Fact]
    public void A_sound_plan_is_clean() => Check(
        Done(0, 0, 0, 5), Done(1, 0, 5, 10), Done(2, 1, 2, 7), Done(3, 1, 2, 7)).ShouldBeEmpty();

    [Fact]
    public void Work_before_its_inputs_is_caught_with_agent_time_and_task() =>
        Check(Done(0, 1, 0, 5), Done(1, 0, 4, 9)).ShouldBe(
            ["precedence: #1 at 4s in b: begun before a was done at 5s"]);

    [Fact]
    public void Work_whose_inputs_were_never_made_is_caught() => Check(Done(1, 0, 4, 9)).ShouldBe(
        ["precedence: #1 at 4s in b: begun though a was never done"]);

    [Fact]
    public void Work_before_its_release_is_caught() => Check(Done(2, 1, 1, 6)).ShouldBe(
        ["precedence: #2 at 1s in c: begun before its release at 2s"]);

    [Fact]
    public void More_slots_in_use_than_there_are_is_caught() =>
        Check(Done(0, 0, 0, 5), Done(3, 0, 4.5, 9)).ShouldBe(["capacity: #1 at 4.5s in d: 2 slots in use, 1 there"]);

    [Fact]
    public void Work_without_the_skill_is_caught() => Check(Done(2, 0, 3, 8)).ShouldBe(
        ["capacity: #1 at 3s in c: done by an agent that cannot do it"]);

    [Property(MaxTest = 100)]
    public Property Plans_of_the_timetable_are_clean() => Prop.ForAll(
        Gen.Choose(0, 1).ArrayOf(4).ToArbitrary(),
        agents =>
        {
            var plan = new Timetable(Problem);
            var done = new List<CrewExecution>();
            for (int task = 0; task < 4; task++)
            {
                long start = plan.EarliestStart(task, agents[task]);
                if (start == Timetable.Impossible)
                {
                    continue;
                }

                plan.Place(task, agents[task], start);
                done.Add(new CrewExecution(
                    task, 0, [agents[task]], new SimTime(start), new SimTime(plan.EndOf(task))));
            }

            Check([.. done]).ShouldBeEmpty();
        });

    private static string[] Check(params CrewExecution[] done)
    {
        var monitor = new CrewMonitor(null!);
        monitor.Check(Problem, done);
        return [.. monitor.Violations.Select(v => v.ToString())];
    }

    private static CrewExecution Done(int task, int agent, double start, double end) =>
        new(task, 0, [agent], At(start), At(end));

    private static SimTime At(double seconds) => SimTime.FromSeconds(seconds);
}

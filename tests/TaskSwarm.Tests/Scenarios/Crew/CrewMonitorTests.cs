using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Crew;
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
        ["window: #2 at 1s in c: begun before its release at 2s"]);

    [Fact]
    public void More_slots_in_use_than_there_are_is_caught() =>
        Check(Done(0, 0, 0, 5), Done(3, 0, 4.5, 9.5)).ShouldBe(["capacity: #1 at 4.5s in d: 2 slots in use, 1 there"]);

    [Fact]
    public void Work_without_the_skill_is_caught() => Check(Done(2, 0, 3, 8)).ShouldBe(
        ["capacity: #1 at 3s in c: done by an agent that cannot do it"]);

    [Fact]
    public void A_budget_that_is_overdrawn_and_a_task_too_many_are_caught() => Check(
        Of([Problem.Agents[0] with { Budget = 1.5, MaxTasks = 1 }, Problem.Agents[1]], Problem.Tasks, need: 1),
        Done(0, 0, 0, 5), Done(3, 0, 5, 10)).ShouldBe(
        [
            "capacity: #1 at 5s in d: uses 2 of a budget of 1.5",
            "capacity: #1 at 5s in d: its task number 2, 1 at most",
        ]);

    [Fact]
    public void Work_outside_of_its_window_is_caught() => Check(
        Of(Problem.Agents, [Problem.Tasks[0] with { LatestStart = At(3), Deadline = At(8) }]),
        Done(0, 0, 4, 9)).ShouldBe(
        [
            "window: #1 at 4s in a: begun after its latest start at 3s",
            "window: #1 at 9s in a: done after its deadline at 8s",
        ]);

    [Fact]
    public void Work_that_took_less_than_it_can_is_caught() => Check(Done(0, 0, 0, 4)).ShouldBe(
        ["window: #1 at 0s in a: done in 4s, sooner than it can be"]);

    [Fact]
    public void A_team_without_a_needed_skill_is_caught()
    {
        AllocationTask lift = Problem.Tasks[2] with { IsCoalition = true, Skills = 3 };
        Check(Of(Problem.Agents, [lift]), Done(0, 1, 2, 7)).ShouldBe(
            ["capacity: #2 at 2s in c: done though a skill was missing"]);
    }

    [Fact]
    public void An_agent_that_is_in_two_places_sooner_than_it_can_is_caught()
    {
        AllocationTask there = Problem.Tasks[0] with { Place = new Vec3(10, 0, 0) };
        AllocationTask back = Problem.Tasks[3] with { Place = new Vec3(0, 0, 0) };
        AllocationProblem problem = Of([Problem.Agents[0] with { Speed = 2 }], [there, back]);
        Check(problem, Done(0, 0, 5, 10), Done(1, 0, 15, 20)).ShouldBeEmpty();
        Check(problem, Done(0, 0, 5, 10), Done(1, 0, 14, 19)).ShouldBe(
            ["travel: #1 at 14s in d: begun before it can be there at 15s"]);
    }

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

    private static string[] Check(params CrewExecution[] done) => Check(Problem, done);

    private static string[] Check(AllocationProblem problem, params CrewExecution[] done)
    {
        var monitor = new CrewMonitor(null!, []);
        monitor.Check(PlanOf(problem), done, done, new SortedDictionary<int, int>());
        return [.. monitor.Violations.Select(v => v.ToString())];
    }

    private static AllocationProblem Of(
        IReadOnlyList<AllocationAgent> agents, IReadOnlyList<AllocationTask> tasks, double need = 0) => new()
        {
            Agents = agents,
            Tasks = tasks,
            Duration = Problem.Duration,
            Need = PairTable.Same(need),
        };

    private static CrewPlan PlanOf(AllocationProblem problem) => new()
    {
        Whole = problem,
        Strategy = AllocatorCatalog.Instance.All[0],
        Strategies = AllocatorCatalog.Instance,
    };

    private static CrewExecution Done(int task, int agent, double start, double end) =>
        new(task, 0, [agent], At(start), At(end));

    private static SimTime At(double seconds) => SimTime.FromSeconds(seconds);
}

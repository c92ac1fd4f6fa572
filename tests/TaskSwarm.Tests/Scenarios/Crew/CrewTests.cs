using Shouldly;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Crew;
using TaskSwarm.Scenarios.Crew.Runs;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

public sealed class CrewTests
{
    [Theory]
    [InlineData("heft")]
    [InlineData("contract-net")]
    [InlineData("priority")]
    public void Three_tasks_one_after_another_end_after_exactly_fifteen_seconds(string strategy)
    {
        RunResult result = SequentialHost.Run(SomeCrews.Run(SomeCrews.ThreeTasks(strategy)));
        result.Outcome.ShouldBe(RunOutcome.Completed, result.Failure?.ToString());
        result.Ledger.Violations.ShouldBeEmpty();
        result.Metrics.Find("crew.makespan.seconds").ShouldBe(15);
        result.Metrics.Find("crew.tardiness.seconds").ShouldBe(0);
    }

    [Theory]
    [InlineData("heft", 1)]
    [InlineData("heft", 2)]
    [InlineData("contract-net", 3)]
    [InlineData("load-balancing", 4)]
    public void Without_faults_everything_is_done_once_in_order(string strategy, int seed)
    {
        CrewPlan plan = SomeCrews.RandomGraph(strategy, (ulong)seed, 4, 25);
        RunResult result = SequentialHost.Run(SomeCrews.Run(plan));
        result.Outcome.ShouldBe(RunOutcome.Completed, result.Failure?.ToString());
        result.Ledger.Violations.ShouldBeEmpty();
        SomeCrews.LogOf(result).Done.Count.ShouldBe(25);
        LawsHold(plan, SomeCrews.LogOf(result));
    }

    [Theory]
    [InlineData("heft")]
    [InlineData("contract-net")]
    public void Under_faults_nothing_is_lost_or_done_twice(string strategy)
    {
        for (ulong seed = 1; seed <= 12; seed++)
        {
            CrewPlan plan = SomeCrews.RandomGraph(strategy, seed, 4, 20);
            RunResult result = SequentialHost.Run(
                SomeCrews.Run(plan, seed % 2 == 0 ? 0.05 : 0, SomeCrews.FaultsOf(seed, SomeCrews.Opening, 20)));
            result.Outcome.ShouldBe(RunOutcome.Completed, result.Failure?.ToString());
            result.Ledger.Violations.ShouldBeEmpty($"seed {seed}");
            result.Ledger.Tasks.Where(t => !t.IsFinal).ShouldBeEmpty($"seed {seed}");
            LawsHold(plan, SomeCrews.LogOf(result));
        }
    }

    [Theory]
    [InlineData("heft")]
    [InlineData("contract-net")]
    public void The_digest_does_not_depend_on_the_number_of_regions(string strategy)
    {
        Simulation simulation = SomeCrews.Run(
            SomeCrews.RandomGraph(strategy, 7, 5, 30), 0.02, SomeCrews.FaultsOf(7, SomeCrews.Opening, 20));
        string digest = SequentialHost.Run(simulation).Digest;
        SequentialHost.Run(new RunCore(simulation, regions: 3)).Digest.ShouldBe(digest);
    }

    internal static void LawsHold(CrewPlan plan, CrewLog log)
    {
        log.Done.Select(d => (d.Task, d.Part)).ShouldBeUnique();
        foreach (CrewExecution done in log.Done)
        {
            foreach (TaskInput input in plan.Whole.Tasks[done.Task].Inputs)
            {
                log.Done.Where(d => d.Task == input.Task).ShouldAllBe(d => d.End <= done.Start);
            }

            foreach (int agent in done.Agents)
            {
                log.Done.Where(d => d.Agents.Contains(agent) && d.Start <= done.Start && d.End > done.Start)
                    .Sum(d => plan.Whole.Tasks[d.Task].Slots)
                    .ShouldBeLessThanOrEqualTo(plan.Whole.Agents[agent].Slots);
            }
        }
    }
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Scenarios.Crew;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

public sealed class TeamBidsLaws
{
    [Property(MaxTest = 400)]
    public Property The_team_is_the_cheapest_of_all_that_bring_what_is_needed() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new RandomStream((ulong)seed, "team", "bids");
            int agents = 1 + random.NextInt(7);
            AllocationProblem problem = Problem(
                [.. Enumerable.Range(0, agents).Select(_ => (ulong)random.NextInt(16))],
                needed: (ulong)random.NextInt(16), costs: random.NextInt(2));
            var offers = new TeamBids(problem, 0);
            double[] bids = [.. Enumerable.Range(0, agents).Select(_ => (double)random.NextInt(20))];
            for (int a = 0; a < agents; a++)
            {
                offers.Add(a, bids[a]);
            }

            double least = double.PositiveInfinity;
            for (int set = 1; set < 1 << agents; set++)
            {
                least = Math.Min(least, CostOf(problem, bids, set));
            }

            IReadOnlyList<int>? team = offers.Compose(out double cost);
            if (team is null)
            {
                least.ShouldBe(double.PositiveInfinity);
                return;
            }

            cost.ShouldBe(least);
            team.ShouldBe(team.Distinct().Order());
            CostOf(problem, bids, team.Sum(a => 1 << a)).ShouldBe(least);
        });

    [Fact]
    public void One_who_can_do_it_alone_is_preferred_to_two_of_the_same_cost()
    {
        var offers = new TeamBids(Problem([1, 2, 3], needed: 3, costs: 0), 0);
        offers.Add(0, 5);
        offers.Add(1, 7);
        offers.Add(2, 7);
        offers.Compose(out _).ShouldBe([2]);
    }

    [Fact]
    public void Where_a_skill_is_missing_nobody_wins()
    {
        var offers = new TeamBids(Problem([1, 1], needed: 3, costs: 0), 0);
        offers.Add(0, 5);
        offers.Add(1, 7);
        offers.Compose(out _).ShouldBeNull();
    }

    [Fact]
    public void More_skills_than_can_be_searched_through_are_covered_too()
    {
        var offers = new TeamBids(Problem([0xFFF0, 0x00FF, 0xF00F], needed: 0xFFFF, costs: 0), 0);
        offers.Add(0, 5);
        offers.Add(1, 7);
        offers.Add(2, 1);
        IReadOnlyList<int> team = offers.Compose(out double cost).ShouldNotBeNull();
        (team.Count, cost).ShouldBe((2, 5));
    }

    private static double CostOf(AllocationProblem problem, double[] bids, int set)
    {
        int[] members = [.. Enumerable.Range(0, bids.Length).Where(a => (set >> a & 1) != 0)];
        ulong skills = members.Aggregate(0UL, (all, a) => all | problem.Agents[a].Skills);
        double Own(int a) => problem.Objective.Cost * problem.Cost[a, 0];
        return (skills & problem.Tasks[0].Skills) == problem.Tasks[0].Skills
            ? members.Sum(Own) + members.Max(a => bids[a] - Own(a))
            : double.PositiveInfinity;
    }

    private static AllocationProblem Problem(ulong[] skills, ulong needed, int costs) => new()
    {
        Agents = [.. skills.Select((s, a) => new AllocationAgent(new AgentId(a + 1), "a" + a) { Skills = s })],
        Tasks = [new AllocationTask(new TaskId(0), "lift") { IsCoalition = true, Skills = needed }],
        Cost = PairTable.Of(skills.Length, 1, (a, _) => 1 + (a % 3)),
        Objective = new AllocationObjective { Makespan = 1, Cost = costs },
    };
}

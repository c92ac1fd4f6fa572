using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Allocation.ConsensusBundle;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Allocation.ConsensusBundle;

public sealed class ConsensusLawTests
{
    [Property(MaxTest = 300)]
    public Property Any_connected_graph_agrees_in_time_on_what_sequential_greedy_choice_gives() => Prop.ForAll(
        Problems().ToArbitrary(), Gen.Choose(0, 1 << 20).ToArbitrary(),
        (problem, seed) =>
        {
            var allocator = new ConsensusBundleAllocator(n => ConsensusGraph.Of(n, Links(n, seed)));
            Assignment answer = allocator.Allocate(problem, Stream());
            AssignmentAudit.Check(problem, answer).ShouldBeEmpty();
            allocator.RisingGains.ShouldBe(0);
            ((long)allocator.Rounds).ShouldBeLessThanOrEqualTo(allocator.RoundsBound);
            answer.Objective.ShouldBe(SequentialGreedy(problem).Objective, 1e-9);
        });

    [Property(MaxTest = 200)]
    public Property It_is_worth_at_least_half_of_the_optimum() => Prop.ForAll(
        Problems(agents: 3, tasks: 4).ToArbitrary(),
        problem =>
        {
            Assignment answer = new ConsensusBundleAllocator().Allocate(problem, Stream());
            (-answer.Objective).ShouldBeGreaterThanOrEqualTo(0.5 * -Optimum(problem) - 1e-9);
        });

    [Property(MaxTest = 300)]
    public Property Agents_agree_without_conflict_even_where_gains_rise() => Prop.ForAll(
        Gen.Choose(0, 1 << 20).ToArbitrary(),
        seed =>
        {
            (BundleConsensus[] sides, int rounds) = Erratic(seed);
            rounds.ShouldBeLessThan(200);
            foreach (BundleConsensus side in sides)
            {
                side.Beliefs.ShouldBe(sides[0].Beliefs);
            }

            sides.SelectMany(s => s.Bundle).ShouldBeUnique();
        });

    [SkippableFact]
    public void The_public_cases_reach_the_reference_and_half_of_the_optimum()
    {
        Skip.IfNot(CbbaCase.AreThere, "the public benchmarks are not beside the working copy");
        foreach (CbbaCase one in CbbaCase.All)
        {
            var allocator = new ConsensusBundleAllocator();
            Assignment answer = allocator.Allocate(one.Problem, Stream());
            double score = -answer.Objective;
            AssignmentAudit.Check(one.Problem, answer).ShouldBeEmpty();
            score.ShouldBeGreaterThanOrEqualTo(0.5 * one.Optimum);
            ((long)allocator.Rounds).ShouldBeLessThanOrEqualTo(allocator.RoundsBound);
            if (!one.HasWindows)
            {
                score.ShouldBe(one.Reference, 1e-3);
                answer.Objective.ShouldBe(SequentialGreedy(one.Problem).Objective, 1e-9);
            }
        }
    }

    [Fact]
    public void Coalitions_and_sizes_beyond_reach_are_refused_with_the_reason()
    {
        var allocator = new ConsensusBundleAllocator();
        allocator.Objection(Small(1, 1, true))!.ShouldContain("may need a coalition");
        allocator.Objection(Small(1000, 100, false))!.ShouldContain("the problem has 100,000");
        allocator.Objection(Small(100, 100, false)).ShouldBeNull();
    }

    private static RandomStream Stream() => new(1, "test", "cbba");

    private static AllocationProblem Small(int agents, int tasks, bool team) => new()
    {
        Agents = [.. Enumerable.Range(0, agents).Select(a => new AllocationAgent(new AgentId(a), $"a{a}"))],
        Tasks =
        [
            .. Enumerable.Range(0, tasks)
                .Select(t => new AllocationTask(new TaskId(t), $"t{t}") { IsCoalition = team }),
        ],
    };

    // Worth falls with the time of start, agents take tasks one after another: gains only shrink.
    private static Gen<AllocationProblem> Problems(int agents = 4, int tasks = 6) =>
        from seed in Gen.Choose(0, int.MaxValue)
        from some in Gen.Choose(1, agents)
        from works in Gen.Choose(1, tasks)
        from most in Gen.Choose(1, tasks)
        select Some(new RandomStream((ulong)seed, "problem", "cbba"), some, works, most);

    private static AllocationProblem Some(RandomStream random, int agents, int tasks, int most) => new()
    {
        Agents =
        [
            .. Enumerable.Range(0, agents).Select(a => new AllocationAgent(new AgentId(a), $"a{a}")
            {
                MaxTasks = most,
                Skills = random.NextUInt64() | 1,
            }),
        ],
        Tasks =
        [
            .. Enumerable.Range(0, tasks).Select(t => new AllocationTask(new TaskId(t), $"t{t}")
            {
                Value = random.NextUniform(1, 100),
                Decay = random.NextUniform(0.01, 0.2),
                Skills = 1UL << random.NextInt(2),
            }),
        ],
        Duration = PairTable.Of(agents, tasks, (_, _) => 1_000_000 + random.NextInt(9_000_000)),
        Objective = new AllocationObjective { Worth = 1, Unplaced = 0 },
    };

    private static List<(int, int)> Links(int agents, int seed)
    {
        var random = new RandomStream((ulong)seed, "links", "cbba");
        var links = Enumerable.Range(1, Math.Max(0, agents - 1)).Select(a => (random.NextInt(a), a)).ToList();
        links.AddRange(Enumerable.Range(0, random.NextInt(3))
            .Select(_ => (random.NextInt(agents), random.NextInt(agents))).Where(l => l.Item1 != l.Item2));
        return links;
    }

    private static Assignment SequentialGreedy(AllocationProblem problem)
    {
        var basis = PathScoreBasis.Of(problem);
        PathScore[] scores = [.. problem.Agents.Select((_, a) => new PathScore(basis, a, _ => 0))];
        List<TaskId>[] paths = [.. problem.Agents.Select(_ => new List<TaskId>())];
        var open = Enumerable.Range(0, problem.Tasks.Count).Select(t => new TaskId(t)).ToList();
        while (true)
        {
            (double best, int agent, TaskId task, int at) = (0, -1, default, 0);
            for (int a = 0; a < scores.Length; a++)
            {
                foreach (TaskId t in open)
                {
                    (double gain, int position) = scores[a].Of(paths[a], t);
                    (best, agent, task, at) = gain > best ? (gain, a, t, position) : (best, agent, task, at);
                }
            }

            if (agent < 0)
            {
                break;
            }

            paths[agent].Insert(at, task);
            open.Remove(task);
        }

        return Placed(problem, paths);
    }

    private static Assignment Placed(AllocationProblem problem, List<TaskId>[] paths)
    {
        var timetable = new Timetable(problem);
        for (int a = 0; a < paths.Length; a++)
        {
            foreach (TaskId task in paths[a])
            {
                timetable.Place(task.Number, a, timetable.EarliestStart(task.Number, a));
            }
        }

        return timetable.ToAssignment(0);
    }

    // Every order of the tasks, every agent or nobody for each.
    internal static double Optimum(AllocationProblem problem)
    {
        double best = 0;
        var timetable = new Timetable(problem);
        Try([]);
        return best;

        void Try(List<(int Task, int Agent)> chosen)
        {
            timetable.Clear();
            chosen.ForEach(c => timetable.Place(c.Task, c.Agent, timetable.EarliestStart(c.Task, c.Agent)));
            best = Math.Min(best, timetable.Objective());
            int last = chosen.Count == 0 ? -1 : chosen[^1].Agent;
            for (int t = 0; t < problem.Tasks.Count; t++)
            {
                if (chosen.Exists(c => c.Task == t))
                {
                    continue;
                }

                for (int a = Math.Max(0, last); a < problem.Agents.Count; a++)
                {
                    timetable.Clear();
                    chosen.ForEach(c => timetable.Place(c.Task, c.Agent, timetable.EarliestStart(c.Task, c.Agent)));
                    if (timetable.EarliestStart(t, a) != Timetable.Impossible)
                    {
                        Try([.. chosen, (t, a)]);
                    }
                }
            }
        }
    }

    // Gains that are anything, as a hash of path and task has it.
    private static (BundleConsensus[] Sides, int Rounds) Erratic(int seed)
    {
        var random = new RandomStream((ulong)seed, "erratic", "cbba");
        (int agents, int tasks) = (2 + random.NextInt(4), 1 + random.NextInt(6));
        var graph = ConsensusGraph.Of(agents, Links(agents, seed));
        BundleConsensus[] sides =
        [
            .. Enumerable.Range(0, agents).Select(a => new BundleConsensus(new AgentId(a), 1 + random.NextInt(tasks))),
        ];
        Array.ForEach(sides, s => Enumerable.Range(0, tasks).ToList().ForEach(t => s.Offer(new TaskId(t))));
        int changed = 0;
        for (int round = 1; round <= changed + graph.Diameter + 1 && round < 200; round++)
        {
            bool any = false;
            for (int a = 0; a < agents; a++)
            {
                int self = a;
                any |= sides[a].Build((path, task) =>
                {
                    ulong name = path.Aggregate(
                        (ulong)((self * 100) + task.Number), (h, t) => (h * 31) + (ulong)t.Number);
                    return (new RandomStream((ulong)seed, name).NextUniform(0, 10), path.Count);
                });
            }

            ConsensusNews[] news = [.. sides.Select(s => s.News(new SimTime(round)))];
            for (int a = 0; a < agents; a++)
            {
                foreach (int n in graph.NeighboursOf(a))
                {
                    any |= sides[a].Hear(news[n]);
                }
            }

            changed = any ? round : changed;
        }

        return (sides, changed);
    }
}

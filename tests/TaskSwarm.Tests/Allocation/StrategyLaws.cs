using Shouldly;
using TaskSwarm.Allocation;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Random;
using Xunit;

namespace TaskSwarm.Tests.Allocation;

/// <summary>What every strategy of the catalog must hold on every problem to which it has no objection.</summary>
public sealed class StrategyLaws
{
    /// <summary>A short search shows as much about the laws as a long one.</summary>
    private static readonly StrategyOptions Quick = new() { Effort = 0.05 };

    private static readonly string[] Names =
    [
        .. AllocatorCatalog.Instance.All.Select(s => s.Name).Where(AllocatorCatalog.HasCentralForm),
    ];

    /// <summary>Those that search for better answers on the objective itself.</summary>
    private static readonly string[] Optimising = ["mip", "lp", "genetic", "annealing", "quantum-annealing"];

    /// <summary>Those that start from HEFT's plan too.</summary>
    private static readonly string[] StartingFromHeft = ["mip", "genetic", "annealing"];

    public static TheoryData<string> Strategies => [.. Names];

    public static TheoryData<string, string> Rules => new()
    {
        { "static", "by-skill" }, { "load-balancing", "two-choices" }, { "load-balancing", "work-stealing" },
    };

    [Theory]
    [MemberData(nameof(Strategies))]
    public void An_answer_breaks_no_rule_of_its_problem(string name) => ForProblems(name, Quick, (problem, answer) =>
    {
        AssignmentAudit.Check(problem, answer).ShouldBeEmpty();
        answer.Effort.ShouldBeGreaterThanOrEqualTo(0);
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void An_answer_by_any_rule_breaks_no_rule_of_its_problem(string name, string rule) => ForProblems(
        name, Quick with { Rule = rule },
        (problem, answer) => AssignmentAudit.Check(problem, answer).ShouldBeEmpty());

    [Theory]
    [MemberData(nameof(Strategies))]
    public void The_objective_that_is_told_is_what_the_timetable_says(string name) => ForProblems(
        name, Quick,
        (problem, answer) => answer.Objective.ShouldBe(Replayed(problem, answer).Objective(), 1e-6));

    [Theory]
    [MemberData(nameof(Strategies))]
    public void The_same_question_has_the_same_answer(string name) => ForProblems(name, Quick, (problem, answer) =>
    {
        Assignment again = Answer(problem, name, Quick)!;
        again.Objective.ShouldBe(answer.Objective);
        again.Effort.ShouldBe(answer.Effort);
        for (int t = 0; t < problem.Tasks.Count; t++)
        {
            again.Placements[t].Agents.ShouldBe(answer.Placements[t].Agents);
            again.Placements[t].Start.ShouldBe(answer.Placements[t].Start);
        }
    });

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Nothing_is_left_out_that_an_agent_could_still_take(string name) => ForProblems(
        name, Quick, (problem, answer) =>
        {
            Timetable plan = Replayed(problem, answer);
            double objective = plan.Objective();
            for (int t = 0; t < problem.Tasks.Count; t++)
            {
                for (int a = 0; !plan.IsPlaced(t) && a < problem.Agents.Count; a++)
                {
                    bool alone = (problem.Agents[a].Skills & problem.Tasks[t].Skills) == problem.Tasks[t].Skills;
                    if (alone && plan.EarliestStart(t, a) is long start and not Timetable.Impossible)
                    {
                        Timetable longer = Replayed(problem, answer);
                        longer.Place(t, a, start);
                        longer.Objective().ShouldBeGreaterThanOrEqualTo(objective - 1e-9);
                    }
                }
            }
        });

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Searching_is_never_worse_than_what_is_fixed_beforehand(string name) => ForProblems(
        name, Quick, (problem, answer) =>
        {
            if (Optimising.Contains(name))
            {
                answer.Objective.ShouldBeLessThanOrEqualTo(Answer(problem, "static", new())!.Objective + 1e-6);
            }
        });

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Searching_is_never_worse_than_heft(string name) => ForProblems(name, Quick, (problem, answer) =>
    {
        if (StartingFromHeft.Contains(name) && Answer(problem, "heft", new()) is { } heft)
        {
            answer.Objective.ShouldBeLessThanOrEqualTo(heft.Objective + 1e-6);
        }
    });

    private static void ForProblems(
        string name, StrategyOptions options, Action<AllocationProblem, Assignment> law) => LawCases.For(
        SomeProblem.Gen(), 100, chosen =>
        {
            AllocationProblem problem = SomeProblem.Of(chosen.Shape, chosen.Seed);
            if (Answer(problem, name, options) is { } answer)
            {
                law(problem, answer);
            }
        });

    private static Assignment? Answer(AllocationProblem problem, string name, StrategyOptions options)
    {
        IAllocator allocator = AllocatorCatalog.Instance.CreateAllocator(name, options);
        return allocator.Objection(problem) is null
            ? allocator.Allocate(problem, new RandomStream(7, name, "laws"))
            : null;
    }

    /// <summary>The plan of an answer, placed anew in the order of its starts.</summary>
    private static Timetable Replayed(AllocationProblem problem, Assignment answer)
    {
        var plan = new Timetable(problem);
        foreach (int t in Enumerable.Range(0, problem.Tasks.Count).Where(t => answer.Placements[t].IsPlaced)
            .OrderBy(t => answer.Placements[t].Start).ThenBy(t => answer.Placements[t].End))
        {
            Placement p = answer.Placements[t];
            plan.Place(t, p.Agents, p.Start.Micros);
        }

        return plan;
    }
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Tests.Kernel.Agents;
using Xunit;

namespace TaskSwarm.Tests.Scenarios.Crew;

/// <summary>What holds of every crew, whatever its tasks, its strategy, its network and its faults.</summary>
public sealed class CrewLaws
{
    [Fact]
    public void No_law_is_broken_and_every_task_comes_to_an_end_under_any_fault() =>
        LawCases.ForSeeds(250, seed => Check((ulong)seed));

    [Property(MaxTest = 40)]
    public Property The_digest_does_not_depend_on_the_partition() => Prop.ForAll(
        Seeds(),
        Gen.Choose(2, 6).ToArbitrary(),
        (seed, regions) =>
        {
            Simulation simulation = RandomCrews.Of((ulong)seed);
            string digest = SequentialHost.Run(simulation).Digest;
            SequentialHost.Run(simulation).Digest.ShouldBe(digest);
            SequentialHost.Run(new RunCore(simulation, regions)).Digest.ShouldBe(digest);
        });

    /// <summary>Two tasks alike, of which one has no place, changed places as long as the strategy may try.</summary>
    [Fact]
    public void Rounding_is_no_gain_to_go_on_thinking_for() => Check(20922497);

    [Property(MaxTest = 40)]
    public Property A_crew_captured_in_any_window_is_restored_whole() => Prop.ForAll(
        Seeds(),
        Gen.Choose(1, 150).ToArbitrary(),
        (seed, every) => CaptureCheck.Run(RandomCrews.Of((ulong)seed), every).ShouldBeEmpty());

    /// <summary>Makes the run of a number and holds it to all laws.</summary>
    internal static RunResult Check(ulong seed, string? strategy = null)
    {
        Simulation simulation = RandomCrews.Of(seed, strategy);
        RunResult result = SequentialHost.Run(simulation);
        string which = $"crew {seed} under {simulation.Strategy}";
        result.Outcome.ShouldBe(RunOutcome.Completed, $"{which}: {result.Failure}");
        result.EndReason.ShouldBe("every task is closed", which);
        string.Join("; ", result.Violations).ShouldBeEmpty(which);
        foreach (TaskRecord task in result.Ledger.Tasks)
        {
            task.IsFinal.ShouldBeTrue($"{which}: {task.Name} is {task.State}");
            (task.State == TaskState.Done || !string.IsNullOrEmpty(task.Reason)).ShouldBeTrue(
                $"{which}: {task.Name} is {task.State} for no reason");
        }

        return result;
    }

    private static Arbitrary<int> Seeds() => Gen.Choose(0, int.MaxValue).ToArbitrary();
}

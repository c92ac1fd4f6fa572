using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Actors;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Tests.Scenarios.Workflow;

public sealed class WorkflowLaws
{
    /// <summary>Each host reads the text anew, so that nothing can pass from one run to the other.</summary>
    [Property(MaxTest = 25)]
    public void A_random_workflow_is_one_run_in_every_host(uint seed, byte workers, byte regions)
    {
        string text = SomeWorkflow.Random(seed);
        RunResult oracle = SequentialHost.Run(SomeWorkflow.Load(text));
        RunResult actors = ActorHost.Run(
            new RunCore(SomeWorkflow.Load(text), 1 + (regions % 6)),
            new ActorHostOptions { Workers = 1 + (workers % 3) });

        actors.Digest.ShouldBe(oracle.Digest, text);
        actors.Metrics.Values.ShouldBe(oracle.Metrics.Values, text);
    }

    /// <summary>The monitors hold precedence, slots and the ledger's states; see <see cref="RunResult.Violations"/>.
    /// </summary>
    [Property(MaxTest = 60)]
    public void Every_task_of_a_random_workflow_ends_once_and_no_law_is_broken(uint seed)
    {
        string text = SomeWorkflow.Random(seed);
        RunResult result = SequentialHost.Run(SomeWorkflow.Load(text));

        result.Outcome.ShouldBe(RunOutcome.Completed, result.Failure + text);
        result.Violations.ShouldBeEmpty(text);
        result.Ledger.Tasks.ShouldAllBe(t => t.IsFinal, text);
        result.Ledger.Tasks.Where(t => t.State != TaskState.Done)
            .ShouldAllBe(t => !string.IsNullOrEmpty(t.Reason), text);
    }
}

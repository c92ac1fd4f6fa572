using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using Xunit;

namespace TaskSwarm.Tests.Kernel;

public sealed class WorkshopLaws
{
    [Property(MaxTest = 150)]
    public Property No_task_is_lost_or_done_twice_under_any_fault() => Prop.ForAll(
        RandomWorkshops.Any().ToArbitrary(),
        shop =>
        {
            RunResult result = shop.Run();
            string.Join("; ", result.Ledger.Violations).ShouldBeEmpty();
            result.Outcome.ShouldBe(RunOutcome.Completed);
            result.Ledger.Count.ShouldBe(shop.Jobs);
            result.Ledger.CountOf(TaskState.Done).ShouldBe(shop.Jobs);
        });

    [Property(MaxTest = 100)]
    public Property The_digest_does_not_depend_on_the_partition() => Prop.ForAll(
        RandomWorkshops.Any().ToArbitrary(),
        Gen.Choose(2, 9).ToArbitrary(),
        (shop, regions) =>
        {
            RunResult whole = shop.Run();
            RunResult parts = shop.Run(regions);
            parts.Digest.ShouldBe(whole.Digest);
            (parts.Events, parts.Messages, parts.Windows).ShouldBe((whole.Events, whole.Messages, whole.Windows));
            parts.Metrics.Values.ShouldBe(whole.Metrics.Values);
        });

    [Fact]
    public void Another_seed_gives_another_digest() =>
        new Workshop { Seed = 1 }.Run().Digest.ShouldNotBe(new Workshop { Seed = 2 }.Run().Digest);

    [Fact]
    public void The_same_seed_gives_the_same_digest_again() =>
        new Workshop().Run().Digest.ShouldBe(new Workshop().Run().Digest);
}

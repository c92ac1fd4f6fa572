using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Agents;

public sealed class CaptureLaws
{
    [Property(MaxTest = 60)]
    public Property A_workshop_captured_in_any_window_is_restored_whole() => Prop.ForAll(
        RandomWorkshops.Any().ToArbitrary(),
        Gen.Choose(1, 60).ToArbitrary(),
        (shop, every) => CaptureCheck.Run(shop.Build(), every).ShouldBeEmpty());

    [Fact]
    public void An_agent_that_forgets_a_field_is_found_out() =>
        CaptureCheck.Compare("absent-minded", new AbsentMinded { Kept = 1, Forgotten = 2 }, new AbsentMinded())
            .ShouldBe(["absent-minded <Forgotten>k__BackingField: 2 became 0"]);

    [Fact]
    public void An_agent_that_reads_less_than_it_wrote_is_found_out() =>
        CaptureCheck.Compare("lazy", new Lazy(), new Lazy()).ShouldBe(["lazy leaves captured bytes unread"]);

    private sealed class AbsentMinded : Agent
    {
        public int Kept { get; set; }

        public int Forgotten { get; set; }

        public override void Capture(StateWriter writer) => writer.Write(Kept);

        public override void Restore(StateReader reader) => Kept = reader.ReadInt32();
    }

    private sealed class Lazy : Agent
    {
        public override void Capture(StateWriter writer) => writer.Write(1.5);

        public override void Restore(StateReader reader) => reader.ReadBoolean();
    }
}

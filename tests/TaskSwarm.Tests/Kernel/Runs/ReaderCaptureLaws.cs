using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Runs;

public sealed class ReaderCaptureLaws
{
    [Property(MaxTest = 60)]
    public Property Readers_captured_in_any_window_of_a_workshop_end_as_if_they_had_not_been() => Prop.ForAll(
        RandomWorkshops.Any().ToArbitrary(),
        Gen.Choose(1, 60).ToArbitrary(),
        (shop, every) => ReaderCheck.Run(
            shop.Build() with { CreateMonitors = StandardMonitors.Create }, n => n % every == 0, windows: 20 * every)
            .Differences.ShouldBeEmpty());

    [Fact]
    public void A_reader_that_forgets_a_field_is_found_out() =>
        ReaderCheck.Compare(new AbsentMinded { Kept = 1, Forgotten = 2 }, new AbsentMinded())
            .ShouldBe(["AbsentMinded <Forgotten>k__BackingField: 2 became 0"]);

    [Fact]
    public void A_reader_that_makes_two_of_one_object_is_found_out()
    {
        int[] one = [1];
        DeepState.Differences(new[] { one, one }, new int[][] { [1], [1] }).ShouldBeEmpty();
        DeepState.Differences(new[] { one, one }, new int[][] { [1], [1] }, sharing: true)
            .ShouldBe(["[1]: a shared System.Int32[] became another"]);
    }

    [Fact]
    public void A_full_list_of_violations_is_restored_with_its_last_word()
    {
        var list = new ViolationList();
        for (int i = 0; i < ViolationList.Most + 5; i++)
        {
            list.Add(new Violation(
                "law", new SimTime(i), AgentId.None, i % 2 == 0 ? null : $"task {i}", $"breach {i}"));
        }

        var writer = new StateWriter();
        list.Capture(writer);
        var restored = new ViolationList();
        restored.Restore(new StateReader(writer.ToArray()));
        restored.ShouldBe(list);
        restored.Count.ShouldBe(ViolationList.Most + 1);
    }

    [Fact]
    public void A_set_of_many_rounds_is_restored_whole()
    {
        var rounds = default(RoundSet);
        foreach (int round in (int[])[1, 64, 65, 900, 0])
        {
            rounds.Add(round);
        }

        var writer = new StateWriter();
        rounds.Capture(writer);
        var restored = RoundSet.Read(new StateReader(writer.ToArray()));
        DeepState.Differences(rounds, restored).ShouldBeEmpty();
        restored.Contains(900).ShouldBeTrue();
        restored.Contains(2).ShouldBeFalse();
    }

    private sealed class AbsentMinded : IRunReader
    {
        public int Kept { get; set; }

        public int Forgotten { get; set; }

        public void OnEvent(in EventRecord record)
        {
        }

        public void Capture(StateWriter writer) => writer.Write(Kept);

        public void Restore(StateReader reader) => Kept = reader.ReadInt32();
    }
}

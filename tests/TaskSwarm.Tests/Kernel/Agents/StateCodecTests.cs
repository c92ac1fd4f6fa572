using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Agents;

public sealed class StateCodecTests
{
    /// <summary>One write of each kind with the read that belongs to it.</summary>
    private static readonly Gen<(Action<StateWriter> Write, Func<StateReader, object?> Read, object? Value)> Field =
        Gen.OneOf(
            Numbers().Select(v => Make(w => w.Write(v), r => r.ReadInt64(), v)),
            Numbers().Select(v => Make(w => w.Write((ulong)v), r => r.ReadUInt64(), (ulong)v)),
            Numbers().Select(v => Make(w => w.Write((int)v), r => r.ReadInt32(), (int)v)),
            Numbers().Select(v => Make(w => w.Write(v > 0), r => r.ReadBoolean(), v > 0)),
            Doubles().Select(v => Make(w => w.Write(v), r => r.ReadDouble(), v)),
            Numbers().Select(v => Make(w => w.Write(new SimTime(v)), r => r.ReadTime(), new SimTime(v))),
            Numbers().Select(v => Make(w => w.Write(new SimDuration(v)), r => r.ReadDuration(), new SimDuration(v))),
            Numbers().Select(v => Make(w => w.Write(new AgentId((int)v)), r => r.ReadAgentId(), new AgentId((int)v))),
            Doubles().Select(v => Make(w => w.Write(new Vec3(v, 1, -v)), r => r.ReadVec3(), new Vec3(v, 1, -v))),
            Doubles().Select(v => Make(
                w => w.Write(Body.At(new Vec3(0, v, 2))), r => r.ReadBody(), Body.At(new Vec3(0, v, 2)))),
            Texts().Select(v => Make(w => w.Write(v), r => r.ReadString(), v)));

    [Property]
    public Property What_is_written_is_read_back_in_the_same_order() => Prop.ForAll(
        Field.ListOf().ToArbitrary(),
        fields =>
        {
            var writer = new StateWriter();
            foreach (var field in fields)
            {
                field.Write(writer);
            }

            var reader = new StateReader(writer.ToArray());
            foreach (var field in fields)
            {
                field.Read(reader).ShouldBe(field.Value);
            }

            reader.AtEnd.ShouldBeTrue();
        });

    [Property]
    public Property State_cut_off_anywhere_is_an_error_that_names_the_byte() => Prop.ForAll(
        Field.NonEmptyListOf().ToArbitrary(),
        Gen.Choose(0, 1_000_000).ToArbitrary(),
        (fields, cut) =>
        {
            var writer = new StateWriter();
            foreach (var field in fields)
            {
                field.Write(writer);
            }

            byte[] whole = writer.ToArray();
            var reader = new StateReader(whole.AsMemory(0, cut % whole.Length));
            Should.Throw<InvalidOperationException>(() =>
            {
                foreach (var field in fields)
                {
                    field.Read(reader);
                }
            }).Message.ShouldContain("ends at byte");
        });

    [Fact]
    public void Lists_keep_their_order_and_may_be_empty()
    {
        var writer = new StateWriter();
        writer.WriteList<string>(["b", "a"], static (w, s) => w.Write(s));
        writer.WriteList<string>([], static (w, s) => w.Write(s));
        var reader = new StateReader(writer.ToArray());
        reader.ReadList(static r => r.ReadString()).ShouldBe(["b", "a"]);
        reader.ReadList(static r => r.ReadString()).ShouldBeEmpty();
        reader.AtEnd.ShouldBeTrue();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_list_with_a_negative_count_is_the_reader_and_writer_disagreeing(int count)
    {
        var writer = new StateWriter();
        writer.Write(count);
        Should.Throw<InvalidOperationException>(
            () => new StateReader(writer.ToArray()).ReadList(static r => r.ReadInt32()));
    }

    [Fact]
    public void A_list_that_claims_more_items_than_bytes_reserves_no_memory_for_them()
    {
        var writer = new StateWriter();
        writer.Write(int.MaxValue);
        Should.Throw<InvalidOperationException>(
            () => new StateReader(writer.ToArray()).ReadList(static r => r.ReadInt32()));
    }

    [Fact]
    public void A_task_survives_the_codec_with_every_field()
    {
        var task = new TaskSpec(new TaskId(3), "job-3")
        {
            Skills = ["weld", "lift"],
            Demand = new Demand(1, 2, 3, 4),
            Duration = SimDuration.FromMillis(5),
            Work = 6.5,
            Release = new SimTime(7),
            Due = new SimTime(8),
            Deadline = new SimTime(9),
            WindowStart = new SimTime(10),
            WindowEnd = new SimTime(11),
            Locations = [new Vec3(1, 2, 3), new Vec3(4, 5, 6)],
            After = [new TaskId(1), new TaskId(2)],
            Priority = 12,
            Value = 13.5,
            Parts = (2, 14),
        };
        foreach (System.Reflection.PropertyInfo property in typeof(TaskSpec).GetProperties())
        {
            property.GetValue(task).ShouldNotBe(
                property.GetValue(new TaskSpec(default, "")), $"{property.Name} must differ from its default");
        }

        var writer = new StateWriter();
        TaskSpecCodec.Write(writer, task);
        var reader = new StateReader(writer.ToArray());
        TaskSpec again = TaskSpecCodec.Read(reader);
        reader.AtEnd.ShouldBeTrue();
        DeepState.Differences(task, again).ShouldBeEmpty();
    }

    private static Gen<long> Numbers() => Gen.Choose(int.MinValue, int.MaxValue).Select(i => i * 4_000_000_000L);

    private static Gen<double> Doubles() => Gen.Elements(
        0.0, -0.0, 1.5, -1e300, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NaN);

    private static Gen<string?> Texts() => Gen.Elements(null, "", "drone-07", "Größe", "\ud83d\ude81", "a\0b");

    private static (Action<StateWriter> Write, Func<StateReader, object?> Read, object? Value) Make(
        Action<StateWriter> write, Func<StateReader, object?> read, object? value) => (write, read, value);
}

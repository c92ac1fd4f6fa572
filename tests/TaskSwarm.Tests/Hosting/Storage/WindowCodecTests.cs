using Shouldly;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Hosting.Storage;

public sealed class WindowCodecTests
{
    /// <summary>One that came from another node, or from a snapshot, is an object of its own.</summary>
    [Fact]
    public void A_window_has_the_same_bytes_whether_a_message_to_many_is_one_object_or_several()
    {
        Refuse one = Said("too far");
        Refuse[] shared = [one, one, one, Said("no charge"), one];
        Refuse[] apart = [Said("too far"), Said("too far"), one, Said("no charge"), Said("too far")];

        Bytes(apart).ShouldBe(Bytes(shared));
        Bytes(shared).ShouldNotBe(Bytes([one, one, Said("no charge"), one, one]));
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        Refuse[] messages = [Said("a"), Said("a"), Said("b"), Said("a"), Said("a")];

        StoredWindow read = new WindowCodec(RunRecords.Catalog).Read(new StateReader(Bytes(messages)));

        read.Messages.Select(m => ((Refuse)m.Message).Reason).ShouldBe(["a", "a", "b", "a", "a"]);
        read.Messages.Select(m => m.Peer.Index).ShouldBe([1, 2, 3, 4, 5]);
    }

    private static Refuse Said(string reason) =>
        new(new ConversationId(new AgentId(0), new TaskId(3), 1), 1, new string(reason.AsSpan()));

    private static byte[] Bytes(Refuse[] messages)
    {
        var writer = new StateWriter();
        new WindowCodec(RunRecords.Catalog).Write(
            writer,
            new WindowCommit(
                new Window(7, new SimTime(100), new SimTime(200)), [],
                [.. messages.Select((m, i) => new MessageRecord(
                    new SimTime(150), new AgentId(0), true, new AgentId(i + 1), m))],
                5),
            null);
        return writer.ToArray();
    }
}

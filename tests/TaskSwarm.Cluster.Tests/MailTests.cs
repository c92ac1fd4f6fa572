using Akka.Actor;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Cluster.Messages;
using Xunit;

namespace TaskSwarm.Cluster.Tests;

public sealed class MailTests
{
    private static readonly RunOrder Order = new(
        "k7f2m9", "vee.yaml", "{}", new SortedDictionary<string, string>(StringComparer.Ordinal) { ["a"] = "text" },
        "sqlite:/tmp/x.db", 1, 3, 2, 12, "0.1.0", "taskswarm run vee.yaml", true, "gpu", true);

    public static TheoryData<string> Kinds => [.. Messages().Select(m => m.GetType().Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_message_is_read_as_what_was_written(string kind)
    {
        ClusterMessage message = Messages().Single(m => m.GetType().Name == kind);

        ClusterMessage.Read(message.ToBytes()).ToBytes().ShouldBe(message.ToBytes());
        ClusterMessage.Read(message.ToBytes()).ShouldBeOfType(message.GetType());
    }

    [Fact]
    public void Every_kind_of_message_is_tried() =>
        Messages().Select(m => m.GetType()).ShouldBe(
            typeof(ClusterMessage).Assembly.GetTypes()
                .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(ClusterMessage))),
            ignoreOrder: true);

    [Property]
    public Property A_message_is_whole_exactly_when_all_of_its_pieces_have_come() => Prop.ForAll(
        Gen.Choose(1, 900_000).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(),
        (size, seed) =>
        {
            var random = new System.Random(seed);
            byte[] bytes = new byte[size];
            random.NextBytes(bytes);
            var sent = new Inbox();
            Post.Send(sent, new WindowReports(1, 2, 3, bytes), null);
            Parcel[] pieces = [.. sent.Parcels];
            random.Shuffle(pieces);
            var mail = new Mailroom();
            for (int i = 0; i < pieces.Length - 1; i++)
            {
                mail.Take(pieces[i]).ShouldBeNull();
                mail.Take(pieces[random.Next(i + 1)]).ShouldBeNull();
            }

            mail.Take(pieces[^1]).ShouldBeOfType<WindowReports>().Reports.ToArray().ShouldBe(bytes);
            pieces.ShouldAllBe(p => p.Bytes.Length <= Parcel.MostBytes);
        });

    [Fact]
    public async Task Nothing_but_parcels_is_read_off_the_wire()
    {
        var system = ActorSystem.Create("mail");
        try
        {
            var serializer = new ParcelSerializer((ExtendedActorSystem)system);
            byte[] bytes = serializer.ToBinary(new Parcel(7, 1, 3, new byte[] { 1, 2, 3 }));

            var read = (Parcel)serializer.FromBinary(bytes, ParcelSerializer.ParcelManifest);
            (read.Id, read.Index, read.Count).ShouldBe((7, 1, 3));
            read.Bytes.ToArray().ShouldBe([1, 2, 3]);
            Should.Throw<ArgumentException>(() => serializer.FromBinary(bytes, "System.Diagnostics.Process"));
            Should.Throw<ArgumentException>(() => serializer.ToBinary("text"));
            bytes[8] = 9;
            Should.Throw<ArgumentException>(() => serializer.FromBinary(bytes, ParcelSerializer.ParcelManifest));
        }
        finally
        {
            await system.Terminate();
        }
    }

    private static ClusterMessage[] Messages() =>
    [
        new AskRun("k7f2m9"), new RunUnknown("k7f2m9"),
        new EnsureRun(Order), new RunStatus("k7f2m9", 1, 2, 3, 4, 5, 6, 7, ["a carries 2 regions"]),
        new RunEnded("k7f2m9", [1, 2], new ClusterCost(3, 2, 7, 900, TimeSpan.FromMilliseconds(5))),
        new RunFailed("k7f2m9", "why", true), new StopRun("k7f2m9"),
        new TakePart(9, Order, 1, [new Share("a", [0, 1]), new Share("b", [2])], 3, new byte[] { 4, 5 }),
        new PartTaken(9, 1, "no"), new DropPart(9), new WindowReports(9, 1, 5, new byte[] { 6 }),
        new ReportsMissing(9, 1, 5), new PartLost(9, "a"), LeaveCluster.Instance, AskStatus.Instance, new Depart("a"),
        new SeatTaken(3, "a"), new LinkOffer(9, 0, 4711),
        AskNode.Instance,
        new NodeReport
        {
            Node = "a", Doing = "carrying", RunId = "r", Place = 1, Regions = [2, 3], RegionsInAll = 4, Window = 5,
            Micros = 6, SinceCommit = 0.5, Waiting = 0.25, Waited = 1.5, Carried = 7, Windows = 8, Events = 9,
            Messages = 10, BytesSent = 11, BytesReceived = 12, Resent = 13, WaitedFor = [0, 1.5],
        },
    ];

    private sealed class Inbox : ICanTell
    {
        public List<Parcel> Parcels { get; } = [];

        public void Tell(object message, IActorRef sender) => Parcels.Add((Parcel)message);
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Drivers;

/// <summary>What all agents must hold in common so that their scores can be compared; see
/// <see cref="PathScoreBasis"/>.</summary>
/// <param name="Urgency">Of each item on offer.</param>
/// <param name="LeastCost">The least weighted cost of any placement.</param>
/// <param name="CostCeiling">What a weighted cost is subtracted from.</param>
/// <param name="Scale">Mean duration in seconds.</param>
internal sealed record CommonScale(IReadOnlyList<int> Urgency, double LeastCost, double CostCeiling, double Scale)
{
    public void Capture(StateWriter writer)
    {
        writer.WriteList(Urgency, static (w, u) => w.Write(u));
        writer.Write(LeastCost);
        writer.Write(CostCeiling);
        writer.Write(Scale);
    }

    public static CommonScale Read(StateReader reader) => new(
        reader.ReadList(static r => r.ReadInt32()), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
}

/// <summary>The dispatcher asks agents to agree among themselves on who does which of some items.</summary>
/// <param name="Epoch">The number of the consensus; all that is said in it carries it.</param>
/// <param name="From">Nothing starts earlier.</param>
/// <param name="Begins">When round 1 begins. Rounds are told by the clock, which all agents share.</param>
/// <param name="RoundLength">How long a round lasts: long enough for a message to arrive.</param>
/// <param name="Diameter">D of the graph of those who take part, at least 1.</param>
/// <param name="MostRounds">Whoever has not come to an end by then claims what it has.</param>
/// <param name="Members">Who takes part, by places of agents, ascending.</param>
/// <param name="Items">What is on offer, ascending.</param>
/// <param name="Common">What makes scores comparable.</param>
internal sealed record ConsensusCall(
    int Epoch, SimTime From, SimTime Begins, SimDuration RoundLength, int Diameter, int MostRounds,
    IReadOnlyList<int> Members, IReadOnlyList<OfferedItem> Items, CommonScale Common) : IMarketMessage
{
    public MarketTalk Tell() => new(
        "consensus", Epoch, IsCall: true, SimTime.Never,
        [.. Items.Select(i => new MarketOffer(new TaskId(i.Item), double.NaN, 1, null))]);

    public int SizeBytes { get; } = 96 + (4 * Members.Count) + Items.Sum(i => i.SizeBytes + 4);

    /// <summary>When a round begins.</summary>
    public SimTime StartOf(int round) => Begins + (RoundLength * (round - 1));

    public void Capture(StateWriter writer)
    {
        writer.Write(Epoch);
        writer.Write(From);
        writer.Write(Begins);
        writer.Write(RoundLength);
        writer.Write(Diameter);
        writer.Write(MostRounds);
        writer.WriteList(Members, static (w, m) => w.Write(m));
        writer.WriteList(Items, static (w, i) => i.Capture(w));
        Common.Capture(writer);
    }

    public static ConsensusCall Read(StateReader reader) => new(
        reader.ReadInt32(), reader.ReadTime(), reader.ReadTime(), reader.ReadDuration(), reader.ReadInt32(),
        reader.ReadInt32(), reader.ReadList(static r => r.ReadInt32()), reader.ReadList(OfferedItem.Read),
        CommonScale.Read(reader));
}

/// <summary>What an agent tells its neighbours in a round.</summary>
/// <param name="Epoch">In which consensus.</param>
/// <param name="Round">In which round.</param>
/// <param name="LastChange">The last round in which anybody of whom it knows changed his mind.</param>
/// <param name="News">Bids, winners and time stamps; tasks are places among the items on offer.</param>
internal sealed record ConsensusTalk(int Epoch, int Round, int LastChange, ConsensusNews News) : INegotiationMessage
{
    public int SizeBytes => 48 + (16 * News.Beliefs.Count) + (12 * News.Stamps.Count);
}

/// <summary>An item that an agent has won, as far as it knows.</summary>
/// <param name="Item">The item.</param>
/// <param name="Bid">Its bid; higher is better.</param>
/// <param name="Start">When it means to start.</param>
/// <param name="End">When it means to end.</param>
internal readonly record struct ClaimedItem(int Item, double Bid, SimTime Start, SimTime End);

/// <summary>An agent tells the dispatcher what it has won.</summary>
/// <param name="Epoch">In which consensus.</param>
/// <param name="Rounds">The last round in which anybody of whom it knows changed his mind.</param>
/// <param name="Limit">L: how many items its bundle could hold.</param>
/// <param name="RisingGains">How often a gain rose.</param>
/// <param name="Items">What it has won, in the order of its path.</param>
internal sealed record ConsensusClaim(
    int Epoch, int Rounds, int Limit, long RisingGains, IReadOnlyList<ClaimedItem> Items) : IMarketMessage
{
    public MarketTalk Tell() => new(
        "consensus", Epoch, IsCall: false, SimTime.Never,
        [
            .. Items.Select(i => new MarketOffer(
                new TaskId(i.Item), i.Bid, 1, new BidTerms { Start = i.Start, End = i.End })),
        ]);

    public int SizeBytes => 48 + (28 * Items.Count);

    public void Capture(StateWriter writer)
    {
        writer.Write(Epoch);
        writer.Write(Rounds);
        writer.Write(Limit);
        writer.Write(RisingGains);
        writer.WriteList(Items, static (w, i) =>
        {
            w.Write(i.Item);
            w.Write(i.Bid);
            w.Write(i.Start);
            w.Write(i.End);
        });
    }

    public static ConsensusClaim Read(StateReader reader) => new(
        reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64(),
        reader.ReadList(static r => new ClaimedItem(
            r.ReadInt32(), r.ReadDouble(), r.ReadTime(), r.ReadTime())));
}

/// <summary>The dispatcher tells those who take part that one of them is lost.</summary>
/// <param name="Epoch">In which consensus.</param>
/// <param name="Member">Who, by places of agents.</param>
internal sealed record MemberLost(int Epoch, int Member) : INegotiationMessage;

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>
/// Contract net at its barest: one round is 1 call to each of 10 random participants, 10 bids, 1 award, 9 rejections
/// and 1 report of done: 31 simulated messages (the call counts as 10, since 10 are delivered). Counted: messages.
/// </summary>
/// <param name="messages">About how many messages there are in all.</param>
public sealed class ContractNetWorkload(long messages) : IWorkload
{
    private const int Called = 10;
    private const int MessagesPerRound = (3 * Called) + 1;

    /// <summary>Some seconds' worth.</summary>
    public ContractNetWorkload()
        : this(12_000_000)
    {
    }

    /// <inheritdoc/>
    public string Name => "contract-net";

    /// <inheritdoc/>
    /// <remarks>N participants and N / 10 initiators (at least 1, at most 5,000), each of which makes its rounds one
    /// after another.</remarks>
    public Simulation Build(int agents)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, Called);
        int initiators = Math.Clamp(agents / 10, 1, 5000);
        int rounds = (int)Math.Max(1, messages / MessagesPerRound / initiators);
        var blueprints = new List<AgentBlueprint>();

        // Initiators are spread among the participants, as they would be in a scenario.
        int stride = agents / initiators;
        var participants = new List<AgentId>();
        for (int i = 0; i < agents; i++)
        {
            if (i % stride == 0 && i / stride < initiators)
            {
                blueprints.Add(
                    new AgentBlueprint($"initiator-{i / stride}", () => new Initiator(participants, rounds)));
            }

            participants.Add(new AgentId(blueprints.Count));
            blueprints.Add(new AgentBlueprint($"participant-{i}", static () => new Participant()));
        }

        return new Simulation
        {
            Name = Name,
            Kind = "benchmark",
            Strategy = "contract-net",
            Seed = 1,
            End = SimTime.FromSeconds(1e9),
            Network = new NetworkModel(new LinkSpec(SimDuration.FromMillis(20))),
            Agents = blueprints,
        };
    }

    /// <inheritdoc/>
    public long Units(RunResult result) => result.Messages;

    private sealed record Call(int Round) : INegotiationMessage;

    private sealed record Bid(int Round, long Cost) : INegotiationMessage;

    private sealed record Award(int Round) : INegotiationMessage;

    private sealed record Rejection(int Round) : INegotiationMessage;

    private sealed record Done(int Round) : INegotiationMessage;

    private sealed class Initiator : Agent
    {
        private readonly IReadOnlyList<AgentId> _participants;
        private readonly int _rounds;
        private readonly AgentId[] _bidders = new AgentId[Called];
        private int _round;
        private int _bids;
        private int _best;
        private long _bestCost;

        public Initiator(IReadOnlyList<AgentId> participants, int rounds) =>
            (_participants, _rounds) = (participants, rounds);

        public override void OnStart(AgentContext context) => CallForBids(context);

        public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
        {
            switch (message)
            {
                case Bid bid when bid.Round == _round:
                    Receive(context, sender, bid);
                    break;
                case Done when _round < _rounds:
                    CallForBids(context);
                    break;
            }
        }

        public override void Capture(StateWriter writer)
        {
            writer.Write(_round);
            writer.Write(_bids);
            writer.Write(_best);
            writer.Write(_bestCost);
            writer.WriteList(_bidders, static (w, b) => w.Write(b));
        }

        public override void Restore(StateReader reader)
        {
            _round = reader.ReadInt32();
            _bids = reader.ReadInt32();
            _best = reader.ReadInt32();
            _bestCost = reader.ReadInt64();
            for (int i = 0, count = reader.ReadInt32(); i < count; i++)
            {
                _bidders[i] = reader.ReadAgentId();
            }
        }

        private void CallForBids(AgentContext context)
        {
            _round++;
            _bids = 0;
            _bestCost = long.MaxValue;
            var call = new Call(_round);
            Span<int> called = stackalloc int[Called];
            for (int i = 0; i < Called; i++)
            {
                int choice;
                do
                {
                    choice = context.Random.NextInt(_participants.Count);
                }
                while (called[..i].Contains(choice));

                called[i] = choice;
                context.Send(_participants[choice], call);
            }
        }

        private void Receive(AgentContext context, AgentId bidder, Bid bid)
        {
            if (bid.Cost < _bestCost)
            {
                (_best, _bestCost) = (_bids, bid.Cost);
            }

            _bidders[_bids++] = bidder;
            if (_bids == Called)
            {
                Award(context);
            }
        }

        private void Award(AgentContext context)
        {
            var rejection = new Rejection(_round);
            for (int i = 0; i < Called; i++)
            {
                context.Send(_bidders[i], i == _best ? new Award(_round) : rejection);
            }
        }
    }

    private sealed class Participant : Agent
    {
        private long _busy;

        public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
        {
            switch (message)
            {
                case Call call:
                    context.Send(sender, new Bid(call.Round, _busy + context.Random.NextInt(1000)));
                    break;
                case Award award:
                    _busy++;
                    context.Send(sender, new Done(award.Round));
                    break;
            }
        }

        public override void Capture(StateWriter writer) => writer.Write(_busy);

        public override void Restore(StateReader reader) => _busy = reader.ReadInt64();
    }
}

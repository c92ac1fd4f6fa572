using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Crew.Drivers;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>
/// Holds each consensus (CBBA) to what its authors promise: no task in two bundles, and agreement within N_min * D
/// rounds. The promise is for a connected graph and synchronous rounds without loss; a consensus in which a message was
/// lost or came after its round, or an agent crashed, is not judged. Also counts rounds, messages and gains that rose:
/// where gains rise there is no promise of half of the optimum.
/// </summary>
/// <param name="plan">The scenario.</param>
public sealed class ConsensusMonitor(CrewPlan plan) : IRunMonitor, IMessageReader
{
    private const string Law = "cbba";

    private readonly SortedDictionary<int, Consensus> _known = [];
    private readonly ViolationList _violations = new();
    private long _messages;

    /// <inheritdoc/>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case BundleClaimed claimed:
                Find(claimed.Epoch).Claims[record.Agent] = (record.Time, claimed);
                break;
            case ConsensusReached reached:
                Find(reached.Epoch).Reached = reached;
                break;
            case AgentCrashed:
                foreach (Consensus open in _known.Values.Where(c => c.Reached is null))
                {
                    open.IsDisturbed = true;
                }

                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public void OnMessage(in MessageRecord record)
    {
        switch (record.Message)
        {
            case ConsensusCall call when record.IsSent:
                Find(call.Epoch).Call = call;
                break;
            case MemberLost lost:
                Find(lost.Epoch).IsDisturbed = true;
                break;
            case ConsensusTalk talk:
                Consensus known = Find(talk.Epoch);
                _messages += record.IsSent ? 1 : 0;
                known.OnTheWay += record.IsSent ? 1 : -1;
                known.IsDisturbed |= !record.IsSent
                    && (known.Call is null || record.Time > known.Call.StartOf(talk.Round + 1));
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (_known.Count == 0)
        {
            return;
        }

        Consensus[] over = [.. _known.Values.Where(c => c.Reached is not null)];
        foreach (Consensus consensus in over.Where(IsPromised))
        {
            CheckConflicts(consensus);
            CheckRounds(consensus);
        }

        metrics.Set("cbba.agreements", over.Length);
        metrics.Set("cbba.rounds", over.Sum(c => (long)c.Reached!.Rounds));
        metrics.Set("cbba.rounds.bound", over.Sum(c => c.Reached!.Bound));
        metrics.Set("cbba.messages", _messages);
        metrics.Set("cbba.conflicts", over.Sum(c => (long)c.Reached!.Conflicts));
        metrics.Set("cbba.rising.gains", over.Sum(c => c.Reached!.RisingGains));
        metrics.Set("cbba.disturbed", over.Count(c => !IsPromised(c)));
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMap(_known, static (w, epoch) => w.Write(epoch), static (w, consensus) => consensus.Capture(w));
        _violations.Capture(writer);
        writer.Write(_messages);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(_known, static r => r.ReadInt32(), Consensus.Read);
        _violations.Restore(reader);
        _messages = reader.ReadInt64();
    }

    private bool IsPromised(Consensus consensus) => !consensus.IsDisturbed && consensus.OnTheWay == 0
        && consensus.Reached is { Missing: 0 } && consensus.Call is ConsensusCall call
        && CrewGraph.IsConnected(plan, call.Members);

    private void CheckConflicts(Consensus consensus)
    {
        var owner = new SortedDictionary<int, AgentId>();
        foreach ((AgentId agent, (SimTime at, BundleClaimed claim)) in consensus.Claims)
        {
            foreach (int item in claim.Items)
            {
                if (!owner.TryAdd(item, agent))
                {
                    Add(at, agent, claim.Epoch, string.Create(
                        CultureInfo.InvariantCulture, $"claims task {item}, which {owner[item]} claims too"));
                }
            }
        }
    }

    /// <summary>The bound is reckoned here, of what the agents said they could hold.</summary>
    private void CheckRounds(Consensus consensus)
    {
        int tasks = consensus.Call!.Items.Count;
        long least = Math.Min(tasks, consensus.Claims.Values.Sum(c => (long)c.Claim.Limit));
        long bound = least * CrewGraph.DiameterOf(plan, consensus.Call.Members);
        foreach ((AgentId agent, (SimTime at, BundleClaimed claim)) in consensus.Claims)
        {
            if (claim.Rounds > bound)
            {
                Add(at, agent, claim.Epoch, string.Create(
                    CultureInfo.InvariantCulture, $"agrees after {claim.Rounds} rounds, where N_min * D is {bound}"));
            }
        }
    }

    private void Add(SimTime at, AgentId agent, int epoch, string message) => _violations.Add(new Violation(
        Law, at, agent, string.Create(CultureInfo.InvariantCulture, $"consensus {epoch}"), message));

    private Consensus Find(int epoch)
    {
        if (!_known.TryGetValue(epoch, out Consensus? known))
        {
            _known.Add(epoch, known = new Consensus());
        }

        return known;
    }

    private sealed class Consensus
    {
        public SortedDictionary<AgentId, (SimTime At, BundleClaimed Claim)> Claims { get; } = [];

        public ConsensusCall? Call { get; set; }

        public ConsensusReached? Reached { get; set; }

        /// <summary>Messages that were sent and have not been reacted to.</summary>
        public long OnTheWay { get; set; }

        public bool IsDisturbed { get; set; }

        public void Capture(StateWriter writer)
        {
            writer.WriteMap(Claims, static (w, agent) => w.Write(agent), static (w, claim) =>
            {
                w.Write(claim.At);
                ScenarioRecords.Catalog.Write(w, claim.Claim);
            });
            writer.WriteOptional(Call, static (w, call) => call.Capture(w));
            writer.WriteOptional(Reached, static (w, reached) => ScenarioRecords.Catalog.Write(w, reached));
            writer.Write(OnTheWay);
            writer.Write(IsDisturbed);
        }

        public static Consensus Read(StateReader reader)
        {
            var consensus = new Consensus();
            reader.ReadMap(consensus.Claims, static r => r.ReadAgentId(), static r => (
                r.ReadTime(), (BundleClaimed)ScenarioRecords.Catalog.Read(r)));
            consensus.Call = reader.ReadOptional(ConsensusCall.Read);
            consensus.Reached = reader.ReadOptional(static r => (ConsensusReached)ScenarioRecords.Catalog.Read(r));
            consensus.OnTheWay = reader.ReadInt64();
            consensus.IsDisturbed = reader.ReadBoolean();
            return consensus;
        }
    }
}

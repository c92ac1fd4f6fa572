using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Allocation.ContractNet;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Negotiation;

public sealed class ConversationLaws
{
    [Property(MaxTest = 80)]
    public Property Every_conversation_follows_the_protocol_under_any_fault() => Prop.ForAll(
        RandomWorkshops.Any().ToArbitrary(),
        Gen.Elements(1, 3).ToArbitrary(),
        (shop, rounds) =>
        {
            FipaMonitor monitor = Watch(shop with
            {
                Rule = _ => rounds == 1 ? new LowestCost() : new IteratedLowestCost(rounds),
            });
            string.Join("; ", monitor.Breaches.Take(3)).ShouldBeEmpty();
        });

    [Fact]
    public void The_monitor_sees_every_performative_that_a_busy_workshop_uses()
    {
        FipaMonitor monitor = Watch(new Workshop
        {
            Jobs = 12,
            SecondsPerJob = 20,
            Rule = static _ => new IteratedLowestCost(3),
            Link = new(SimDuration.FromMillis(50)) { Jitter = SimDuration.FromMillis(100), Loss = 0.2 },
            Faults = [new Fault.Silence(Workshop.Worker(1), Stage.At(6), Stage.At(16))],
        });
        monitor.Seen.Keys.ShouldBe(
        [
            "AcceptProposal", "Acknowledge", "CallForProposals", "Cancel", "CancelAnswer", "InformDone", "Propose",
            "Refuse", "RejectProposal",
        ]);
    }

    [Fact]
    public void The_monitor_tells_a_breach()
    {
        var monitor = new FipaMonitor();
        var id = new ConversationId(new AgentId(0), new TaskId(1), 1);
        Tell(new AgentId(1), new AgentId(0), new Propose(id, 1, 5));
        Tell(new AgentId(0), new AgentId(2), new AcceptProposal(id, 1, Market.Job(), 1));
        Tell(new AgentId(1), new AgentId(0), new InformDone(id, 1, 1, SimTime.Zero));
        Tell(new AgentId(3), new AgentId(4), new Refuse(id, 1, "full"));
        monitor.Breaches.Select(b => b[(b.LastIndexOf(':') + 2)..]).ShouldBe(
        [
            "answers a call that never came", "accepted without a proposal", "reports on an award that it never got",
            "is neither from nor to the initiator that its conversation names",
        ]);

        void Tell(AgentId from, AgentId to, IMessage message) =>
            monitor.OnEvent(new EventRecord(SimTime.Zero, to, 0, new Heard(from, message)));
    }

    /// <summary>
    /// The law of leases: as long as nobody crashes, no holder begins under an award after the initiator has given that
    /// award up, whatever is lost or cut. (With unlimited bandwidth: a queue may delay an award beyond its lease.)
    /// </summary>
    [Property(MaxTest = 150)]
    public Property Nothing_is_begun_under_an_award_that_was_given_up() => Prop.ForAll(
        RandomWorkshops.Any().ToArbitrary(),
        shop =>
        {
            var log = new EventLog();
            Workshop calm = shop with
            {
                Faults = [.. shop.Faults.Where(f => f is not Fault.Crash)],
                Link = shop.Link with { BitsPerSecond = 0 },
            };
            RunResult result = SequentialHost.Run(calm.Build() with { CreateReaders = () => [log] });
            result.Outcome.ShouldBe(RunOutcome.Completed);
            var givenUp = new Dictionary<TaskId, (int Attempt, SimTime At)>();
            var attempts = new Dictionary<TaskId, int>();
            foreach (EventRecord record in log.Records)
            {
                switch (record.Event)
                {
                    case TaskAwarded awarded:
                        attempts[awarded.Task] = awarded.Attempt;
                        break;
                    case TaskReannounced again:
                        givenUp[again.Task] = (attempts.GetValueOrDefault(again.Task), record.Time);
                        break;
                    case TaskStarted started when givenUp.TryGetValue(started.Task, out var end):
                        started.Attempt.ShouldBeGreaterThan(
                            end.Attempt, $"{started.Task} begun at {record.Time}, given up at {end.At}");
                        break;
                }
            }
        });

    private static FipaMonitor Watch(Workshop shop)
    {
        var monitor = new FipaMonitor();
        Simulation simulation = shop.Build();
        RunResult result = SequentialHost.Run(simulation with
        {
            Agents = [.. simulation.Agents.Select(b => b with { Create = () => new Monitored(b.Create()) })],
            CreateReaders = () => [monitor],
        });
        result.Failure?.Details.ShouldBeNull();
        return monitor;
    }
}

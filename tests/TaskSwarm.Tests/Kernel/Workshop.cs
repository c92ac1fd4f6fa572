using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Tests.Kernel;

/// <summary>
/// A small scenario to hold laws against: one foreman announces jobs, workers bid for them and carry them out.
/// </summary>
internal sealed record Workshop
{
    public ulong Seed { get; init; } = 1;

    public int Workers { get; init; } = 4;

    public int Jobs { get; init; } = 10;

    public double SecondsPerJob { get; init; } = 2;

    public double JobsEverySeconds { get; init; } = 0.5;

    public double EndSeconds { get; init; } = 600;

    public LinkSpec Link { get; init; } = new(SimDuration.FromMillis(20));

    public IReadOnlyList<LinkCut> Cuts { get; init; } = [];

    public IReadOnlyList<Fault> Faults { get; init; } = [];

    public IReadOnlyList<SquadSpec> Squads { get; init; } =
        [new SquadSpec(SquadSpec.DefaultName, new SupervisionPolicy { MaxRestarts = 1000 })];

    public ErrorPolicy OnError { get; init; } = ErrorPolicy.Escalate;

    public ContractNetOptions Options { get; init; } = new() { MaxReannouncements = 1000 };

    public Func<int, IAwardRule> Rule { get; init; } =
        static rounds => new TaskSwarm.Allocation.ContractNet.LowestCost();

    public static AgentId Foreman => new(0);

    public static AgentId Worker(int number) => new(number + 1);

    public Simulation Build() => new()
    {
        Name = "workshop",
        Kind = "test",
        Strategy = "contract-net",
        Seed = Seed,
        End = SimTime.FromSeconds(EndSeconds),
        Network = new NetworkModel(Link, Cuts),
        Faults = Faults,
        Squads = Squads,
        OnError = OnError,
        Agents =
        [
            new AgentBlueprint("foreman", () => new ForemanAgent(this)),
            .. Enumerable.Range(0, Workers).Select(
                i => new AgentBlueprint($"worker-{i}", () => new WorkerAgent(this))),
        ],
    };

    public RunResult Run(int regions = 1) => SequentialHost.Run(new RunCore(Build(), regions));

    private sealed record NextJob : IMessage;

    private sealed record JobOver(TaskId Task) : IMessage;

    private sealed class ForemanAgent : Agent, IInitiatorHost
    {
        private readonly Workshop _shop;
        private readonly ContractNetInitiator _initiator;
        private readonly AgentId[] _workers;
        private int _announced;

        public ForemanAgent(Workshop shop)
        {
            _shop = shop;
            _initiator = new ContractNetInitiator(shop.Options, shop.Rule(3), this);
            _workers = [.. Enumerable.Range(0, shop.Workers).Select(Worker)];
        }

        public override bool KeepsJournal => true;

        public override void OnStart(AgentContext context)
        {
            foreach (AgentId worker in _workers)
            {
                _initiator.Watch(context, worker);
            }

            context.Schedule(SimDuration.FromSeconds(_shop.JobsEverySeconds), new NextJob());
        }

        public override void OnRestart(AgentContext context, bool restored)
        {
            _initiator.OnRestart(context);
            context.Schedule(SimDuration.FromSeconds(_shop.JobsEverySeconds), new NextJob());
        }

        public override void OnMessage(AgentContext context, AgentId sender, IMessage message) =>
            _initiator.OnMessage(context, sender, message);

        public override void OnTimer(AgentContext context, IMessage tag)
        {
            if (_initiator.OnTimer(context, tag) || tag is not NextJob || _announced == _shop.Jobs)
            {
                return;
            }

            var id = new TaskId(_announced++);
            _initiator.Announce(context, new TaskSpec(id, $"job-{id.Number}")
            {
                Release = context.Now,
                Duration = SimDuration.FromSeconds(_shop.SecondsPerJob * context.Random.NextUniform(0.5, 1.5)),
            });
            context.Schedule(SimDuration.FromSeconds(_shop.JobsEverySeconds), new NextJob());
        }

        public IReadOnlyList<AgentId> ParticipantsFor(AgentContext context, TaskSpec task) => _workers;

        public override void Capture(StateWriter writer)
        {
            writer.Write(_announced);
            _initiator.Capture(writer);
        }

        public override void Restore(StateReader reader)
        {
            _announced = reader.ReadInt32();
            _initiator.Restore(reader);
        }
    }

    private sealed class WorkerAgent : Agent, IParticipantHost
    {
        private readonly ContractNetParticipant _participant;

        public WorkerAgent(Workshop shop) => _participant = new ContractNetParticipant(shop.Options, this);

        public override void OnStart(AgentContext context) => _participant.Register(context, Foreman);

        public override void OnRestart(AgentContext context, bool restored)
        {
            _participant.OnRestart(context);
            _participant.Register(context, Foreman);
            if (_participant.Held is [var current, ..])
            {
                Work(context, current);
            }
        }

        public override void OnMessage(AgentContext context, AgentId sender, IMessage message) =>
            _participant.OnMessage(context, sender, message);

        public override void OnTimer(AgentContext context, IMessage tag)
        {
            if (_participant.OnTimer(context, tag) || tag is not JobOver over)
            {
                return;
            }

            if (_participant.Find(over.Task) is { Started: true })
            {
                _participant.Complete(context, over.Task);
                if (_participant.Held is [var next, ..])
                {
                    Work(context, next);
                }
            }
        }

        public BidDecision Evaluate(AgentContext context, CallForProposals call) =>
            BidDecision.Propose(_participant.Held.Count + context.Random.NextDouble());

        public bool OnAwarded(AgentContext context, HeldTask held)
        {
            if (_participant.Held.Count == 1)
            {
                Work(context, held);
            }

            return true;
        }

        public bool OnCancelled(AgentContext context, HeldTask held, string reason)
        {
            if (held.Started && _participant.Held.FirstOrDefault(h => h != held) is HeldTask next)
            {
                Work(context, next);
            }

            return true;
        }

        public override void Capture(StateWriter writer) => _participant.Capture(writer);

        public override void Restore(StateReader reader) => _participant.Restore(reader);

        private void Work(AgentContext context, HeldTask job)
        {
            if (!job.Started)
            {
                _participant.Start(context, job.Task.Id);
            }

            double factor = context.SpeedFactor;
            context.Schedule(SimDuration.CeilingSeconds(job.Task.Duration.Seconds / factor), new JobOver(job.Task.Id));
        }
    }
}

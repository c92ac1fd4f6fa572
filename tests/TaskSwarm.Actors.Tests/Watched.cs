using Akka.Actor;
using Akka.Event;
using TaskSwarm.Actors.Agents;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Actors.Tests;

/// <summary>A run whose actors are under death watch and whose dead letters are noted.</summary>
internal sealed class Watched
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _firstTermination = new();
    private readonly Journal _journal;
    private readonly bool _waitForTermination;
    private IActorRef _witness = ActorRefs.Nobody;

    private Watched(Simulation simulation, int regions, bool waitForTermination)
    {
        _waitForTermination = waitForTermination;
        _journal = new Journal(AfterWindow, AtTheEnd);
        Core = new RunCore(simulation with { CreateReaders = () => [_journal] }, regions);
    }

    public RunCore Core { get; }

    public IReadOnlyList<string> Lines => _journal.Lines;

    /// <summary>Agents whose actors terminated while the run went on.</summary>
    public IReadOnlyList<string> Terminated { get; private set; } = [];

    public IReadOnlyList<string> DeadLetters { get; private set; } = [];

    public AgentSeat Seat(int agent) => (AgentSeat)Core.Cells[agent].Attachment!;

    public string Path(int agent) => Seat(agent).Actor!.Path.ToStringWithoutAddress();

    /// <summary>Makes a run.</summary>
    /// <param name="simulation">What; its readers are replaced.</param>
    /// <param name="regions">Regions.</param>
    /// <param name="waitForTermination">Whether to hold the end until an actor has been seen to terminate.</param>
    public static Watched Run(Simulation simulation, int regions = 1, bool waitForTermination = false)
    {
        var watched = new Watched(simulation, regions, waitForTermination);
        ActorHost.Run(watched.Core, new ActorHostOptions
        {
            Workers = 2,
            RunName = "demo",
            OnSystem = system =>
                watched._witness = system.ActorOf(Props.Create(() => new Witness(watched._firstTermination))),
        });
        return watched;
    }

    private void AfterWindow(Window window)
    {
        if (window.Number == 1)
        {
            foreach (AgentCell cell in Core.Cells)
            {
                _witness.Tell(new Observe(cell.Name, ((AgentSeat)cell.Attachment!).Actor!));
            }
        }
    }

    private void AtTheEnd()
    {
        if (_waitForTermination && !_firstTermination.Task.Wait(Patience))
        {
            throw new TimeoutException($"No actor terminated within {Patience}.");
        }

        Observations seen = _witness.Ask<Observations>(Report.Instance, Patience).GetAwaiter().GetResult();
        (Terminated, DeadLetters) = (seen.Terminated, seen.DeadLetters);
    }

    private sealed record Observe(string Agent, IActorRef Actor);

    private sealed record Report
    {
        public static readonly Report Instance = new();
    }

    private sealed record Observations(IReadOnlyList<string> Terminated, IReadOnlyList<string> DeadLetters);

    private sealed class Witness : ReceiveActor
    {
        public Witness(TaskCompletionSource firstTermination)
        {
            var names = new Dictionary<IActorRef, string>();
            var terminated = new List<string>();
            var deadLetters = new List<string>();
            Receive<Observe>(o =>
            {
                names[o.Actor] = o.Agent;
                Context.Watch(o.Actor);
            });
            Receive<Terminated>(t =>
            {
                terminated.Add(names[t.ActorRef]);
                firstTermination.TrySetResult();
            });
            Receive<AllDeadLetters>(letter => deadLetters.Add($"{letter.Message} to {letter.Recipient}"));
            Receive<Report>(_ => Sender.Tell(new Observations([.. terminated], [.. deadLetters])));
        }

        protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(AllDeadLetters));
    }
}

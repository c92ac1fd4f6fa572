using TaskSwarm.Allocation.ContractNet;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Tests.Kernel.Negotiation;

/// <summary>Builders for contract nets: agent 0 initiates as a test says, the others take part.</summary>
internal static class Market
{
    public static readonly ContractNetOptions Options = new()
    {
        ReplyWithin = Stage.For(0.5),
        Heartbeat = Stage.For(1),
    };

    public static Stage Of(Action<Caller, AgentContext> start, params AgentBlueprint[] participants) =>
        Of(Options, start, participants);

    public static Stage Of(
        ContractNetOptions options, Action<Caller, AgentContext> start, params AgentBlueprint[] participants) => new()
        {
            Agents =
            [
                new AgentBlueprint("caller", () => new Caller(options, new LowestCost(), participants.Length, start)),
                .. participants,
            ],
        };

    /// <summary>Bids a cost, and works for a time on what it wins, one task after another.</summary>
    public static AgentBlueprint Worker(
        string name, double cost, double seconds = 2, ContractNetOptions? options = null, bool watched = true) =>
        new(name, () => new Doer(options ?? Options, watched)
        {
            Bid = _ => BidDecision.Propose(cost),
            Seconds = seconds,
        });

    public static AgentBlueprint Refuser(string name, string reason) =>
        new(name, () => new Doer(Options, registers: false) { Bid = _ => BidDecision.Refuse(reason) });

    public static TaskSpec Job(int number = 0, double? deadline = null) => new(new TaskId(number), $"job-{number}")
    {
        Deadline = deadline is double seconds ? Stage.At(seconds) : SimTime.Never,
    };

    /// <summary>The initiating agent; notes the messages it gets and each task's end.</summary>
    internal sealed class Caller : Agent, IInitiatorHost
    {
        private readonly int _participants;
        private readonly Action<Caller, AgentContext> _start;

        public Caller(
            ContractNetOptions options, IAwardRule rule, int participants, Action<Caller, AgentContext> start)
        {
            Net = new ContractNetInitiator(options, rule, this);
            _participants = participants;
            _start = start;
        }

        public ContractNetInitiator Net { get; }

        public override bool KeepsJournal => true;

        public override void OnStart(AgentContext context) => _start(this, context);

        public override void OnRestart(AgentContext context, bool restored) => Net.OnRestart(context);

        public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
        {
            if (message is ContractNetMessage)
            {
                context.Emit(new Noted($"{context.NameOf(sender)}: {message.GetType().Name}"));
            }

            Net.OnMessage(context, sender, message);
        }

        public override void OnTimer(AgentContext context, IMessage tag)
        {
            if (!Net.OnTimer(context, tag))
            {
                ((Later)tag).What(this, context);
            }
        }

        /// <summary>Does something later in the run.</summary>
        public static void At(AgentContext context, double seconds, Action<Caller, AgentContext> what) =>
            context.Schedule(Stage.At(seconds) - context.Now, new Later(what));

        public IReadOnlyList<AgentId> ParticipantsFor(AgentContext context, TaskSpec task) =>
            [.. Enumerable.Range(1, _participants).Select(Stage.Id)];

        public void OnClosed(AgentContext context, TaskSpec task, TaskState final) =>
            context.Emit(new Noted($"{task.Name} closed: {final}"));

        public override void Capture(StateWriter writer) => Net.Capture(writer);

        public override void Restore(StateReader reader) => Net.Restore(reader);

        private sealed record Later(Action<Caller, AgentContext> What) : IMessage;
    }

    /// <summary>A participating agent; notes what it gets.</summary>
    internal sealed class Doer : Agent, IParticipantHost
    {
        private readonly bool _registers;

        public Doer(ContractNetOptions options, bool registers)
        {
            Net = new ContractNetParticipant(options, this);
            _registers = registers;
        }

        public ContractNetParticipant Net { get; }

        public required Func<CallForProposals, BidDecision> Bid { get; init; }

        public double Seconds { get; init; } = 2;

        public bool Stubborn { get; init; }

        public bool Declines { get; init; }

        public override void OnStart(AgentContext context)
        {
            if (_registers)
            {
                Net.Register(context, Stage.Id(0));
            }
        }

        public override void OnRestart(AgentContext context, bool restored)
        {
            Net.OnRestart(context);
            OnStart(context);
        }

        public override void OnMessage(AgentContext context, AgentId sender, IMessage message)
        {
            switch (message)
            {
                case CallForProposals call:
                    context.Emit(Noted.Of($"cfp {call.Conversation} round {call.Round} below {call.Ceiling}"));
                    break;
                case RejectProposal reject:
                    context.Emit(new Noted($"rejected: {reject.Reason}"));
                    break;
                case Cancel cancel:
                    context.Emit(new Noted($"cancelled: {cancel.Reason}"));
                    break;
                case AcceptProposal accept:
                    context.Emit(new Noted($"accepted as award {accept.Attempt}"));
                    break;
            }

            Net.OnMessage(context, sender, message);
        }

        public override void OnTimer(AgentContext context, IMessage tag)
        {
            if (!Net.OnTimer(context, tag) && tag is Say && Net.Held is [{ Started: true } done, ..])
            {
                Net.Complete(context, done.Task.Id);
                Next(context);
            }
        }

        public BidDecision Evaluate(AgentContext context, CallForProposals call) => Bid(call);

        public bool OnAwarded(AgentContext context, HeldTask held)
        {
            if (!Declines && Net.Held.Count == 1)
            {
                Next(context);
            }

            return !Declines;
        }

        public bool OnCancelled(AgentContext context, HeldTask held, string reason) => !Stubborn;

        public override void Capture(StateWriter writer) => Net.Capture(writer);

        public override void Restore(StateReader reader) => Net.Restore(reader);

        private void Next(AgentContext context)
        {
            if (Net.Held is [{ Started: false } next, ..])
            {
                Net.Start(context, next.Task.Id);
                context.Schedule(Stage.For(Seconds), new Say("work"));
            }
        }
    }
}

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Allocation.ContractNet;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Tests.Kernel.Negotiation;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Monitors;

public sealed class ContractNetMonitorTests
{
    private static readonly ConversationId Talk = new(Stage.Id(0), new TaskId(3), 1);

    [Property(MaxTest = 150)]
    public Property No_fault_makes_a_sound_agent_a_suspect() => Prop.ForAll(
        RandomWorkshops.Any().ToArbitrary(),
        Gen.Elements(1, 3).ToArbitrary(),
        (shop, rounds) =>
        {
            Simulation simulation = (shop with
            {
                Rule = _ => rounds == 1 ? new LowestCost() : new IteratedLowestCost(rounds),
            }).Build() with
            {
                CreateMonitors = StandardMonitors.Create,
            };
            RunResult result = SequentialHost.Run(simulation);
            string.Join("; ", result.Violations.Select(v => v.ToText(result.AgentNames)).Take(3)).ShouldBeEmpty();
        });

    [Property(MaxTest = 30)]
    public Property Monitors_change_neither_the_digest_nor_depend_on_the_partition() => Prop.ForAll(
        RandomWorkshops.Any().ToArbitrary(),
        Gen.Choose(2, 5).ToArbitrary(),
        (shop, regions) =>
        {
            var whole = new Listener();
            var parts = new Listener();
            string plain = shop.Run().Digest;
            SequentialHost.Run(new RunCore(shop.Build() with { CreateMonitors = () => [whole] }, 1))
                .Digest.ShouldBe(plain);
            SequentialHost.Run(new RunCore(shop.Build() with { CreateMonitors = () => [parts] }, regions))
                .Digest.ShouldBe(plain);
            parts.Records.Select(r => r.ToString()).ShouldBe(whole.Records.Select(r => r.ToString()));
        });

    [Fact]
    public void Every_agent_is_shown_what_it_sent_and_what_it_received_but_not_what_was_lost()
    {
        var listener = new Listener();
        SequentialHost.Run(new Workshop
        {
            Jobs = 3,
            Link = new(SimDuration.FromMillis(20)) { Loss = 0.5 },
            EndSeconds = 60,
        }.Build() with
        {
            CreateMonitors = () => [listener],
        });

        listener.Records.Count(r => !r.IsSent).ShouldBeLessThan(listener.Records.Count(r => r.IsSent));
        var sent = new HashSet<(AgentId, AgentId, INegotiationMessage)>();
        foreach (MessageRecord record in listener.Records)
        {
            if (record.IsSent)
            {
                sent.Add((record.Agent, record.Peer, record.Message));
            }
            else
            {
                sent.ShouldContain((record.Peer, record.Agent, record.Message));
            }
        }
    }

    [Fact]
    public void A_participant_that_bids_without_a_call_is_caught_with_agent_time_and_conversation()
    {
        RunResult result = Play(
            (context, _) => { },
            (context, message) => { },
            start: context => context.Send(Stage.Id(0), new Propose(Talk, 1, 5)));

        result.Violations.Select(v => v.ToText(result.AgentNames)).ShouldBe(
        [
            "contract net: worker at 0s in conversation 0/3/1 with #0: proposes in round 1 without having been called",
        ]);
    }

    [Fact]
    public void A_participant_that_answers_twice_is_caught() => Breaches(
        worker: (context, message) =>
        {
            if (message is CallForProposals call)
            {
                context.Send(Stage.Id(0), new Propose(call.Conversation, 1, 5));
                context.Send(Stage.Id(0), new Refuse(call.Conversation, 1, "changed my mind"));
            }
        }).ShouldBe(["worker at 1.01s: refuses in round 1 after it has answered that call"]);

    [Fact]
    public void A_participant_that_reports_what_it_was_never_given_is_caught() => Breaches(
        worker: (context, message) =>
        {
            if (message is CallForProposals call)
            {
                context.Send(Stage.Id(0), new Propose(call.Conversation, 1, 5));
                context.Send(Stage.Id(0), new InformDone(call.Conversation, 1, 1, context.Now));
            }
        }).ShouldBe(["worker at 1.01s: reports on award 1, which it never got"]);

    [Fact]
    public void A_participant_that_reports_done_and_failed_is_caught() => Breaches(
        worker: (context, message) =>
        {
            switch (message)
            {
                case CallForProposals call:
                    context.Send(Stage.Id(0), new Propose(call.Conversation, 1, 5));
                    break;
                case AcceptProposal accept:
                    context.Send(Stage.Id(0), new InformDone(accept.Conversation, 1, accept.Attempt, context.Now));
                    context.Send(Stage.Id(0), new InformFailure(accept.Conversation, 1, accept.Attempt, "no"));
                    break;
            }
        },
        foreman: (context, message) =>
        {
            if (message is Propose propose)
            {
                context.Send(Stage.Id(1), new AcceptProposal(propose.Conversation, 1, Market.Job(3), 1));
            }
        }).ShouldBe(["worker at 1.03s: reports award 1 both done and failed"]);

    [Fact]
    public void An_initiator_that_accepts_what_was_refused_is_caught() => Breaches(
        worker: (context, message) =>
        {
            if (message is CallForProposals call)
            {
                context.Send(Stage.Id(0), new Refuse(call.Conversation, 1, "full"));
            }
        },
        foreman: (context, message) =>
        {
            if (message is Refuse refuse)
            {
                context.Send(Stage.Id(1), new AcceptProposal(refuse.Conversation, 1, Market.Job(3), 1));
                context.Send(Stage.Id(1), new AcceptProposal(refuse.Conversation, 0, Market.Job(3), 2));
            }
        }).ShouldBe(["foreman at 1.02s: accepts what was not proposed, or is decided already"]);

    [Fact]
    public void An_initiator_that_accepts_a_late_proposal_is_caught() => Breaches(
        worker: (context, message) =>
        {
            if (message is CallForProposals call)
            {
                context.Schedule(Stage.For(3), new Say(call.Conversation.ToString()));
            }
        },
        foreman: (context, message) =>
        {
            if (message is Propose propose)
            {
                context.Send(Stage.Id(1), new AcceptProposal(propose.Conversation, 1, Market.Job(3), 1));
            }
        },
        workerTimer: context => context.Send(Stage.Id(0), new Propose(Talk, 1, 5)))
        .ShouldBe(["foreman at 4.02s: accepts a proposal that came after its reply-by time"]);

    [Fact]
    public void An_initiator_that_decides_twice_is_caught() => Breaches(
        worker: (context, message) =>
        {
            if (message is CallForProposals call)
            {
                context.Send(Stage.Id(0), new Propose(call.Conversation, 1, 5));
            }
        },
        foreman: (context, message) =>
        {
            if (message is Propose propose)
            {
                context.Send(Stage.Id(1), new AcceptProposal(propose.Conversation, 1, Market.Job(3), 1));
                context.Send(Stage.Id(1), new RejectProposal(propose.Conversation, 1, RejectionReason.Outbid));
            }
        }).ShouldBe(["foreman at 1.02s: rejects what was not proposed, or is decided already"]);

    [Fact]
    public void Cancels_and_their_answers_need_a_reason() => Breaches(
        worker: (context, message) =>
        {
            if (message is CallForProposals call)
            {
                context.Send(Stage.Id(0), new CancelAnswer(call.Conversation, 1, 1, true));
                context.Send(Stage.Id(0), new CallForProposals(call.Conversation, 2, call.Task, call.ReplyBy));
            }
        },
        foreman: (context, message) =>
        {
            if (message is CancelAnswer)
            {
                context.Send(Stage.Id(1), new Cancel(Talk with { Announcement = 9 }, 1, 1, "nothing"));
            }
        }).ShouldBe(
        [
            "worker at 1.01s: answers a cancel that never came, or answers it twice",
            "worker at 1.01s: sends cfp, which is the initiator's to send",
            "foreman at 1.02s: cancels where it has neither called nor awarded",
        ]);

    private static IReadOnlyList<string> Breaches(
        Action<AgentContext, IMessage> worker, Action<AgentContext, IMessage>? foreman = null,
        Action<AgentContext>? workerTimer = null)
    {
        RunResult result = Play(foreman ?? ((_, _) => { }), worker, workerTimer: workerTimer);
        return [.. result.Violations.Select(v => $"{result.AgentNames[v.Agent.Index]} at {v.Time}: {v.Message}")];
    }

    /// <summary>A foreman that calls a worker after a second, and what the two make of it.</summary>
    private static RunResult Play(
        Action<AgentContext, IMessage> foreman, Action<AgentContext, IMessage> worker,
        Action<AgentContext>? start = null, Action<AgentContext>? workerTimer = null)
    {
        var stage = new Stage
        {
            EndSeconds = 10,
            Agents =
            [
                Stage.Actor("foreman", () => new Scripted
                {
                    Start = (_, context) => context.Schedule(Stage.For(1), new Say("now")),
                    Timer = (_, context, _) => context.Send(Stage.Id(1), new CallForProposals(
                        Talk, 1, Market.Job(3), context.Now + Stage.For(2))),
                    Message = (_, context, _, message) => foreman(context, message),
                }),
                Stage.Actor("worker", () => new Scripted
                {
                    Start = (_, context) => start?.Invoke(context),
                    Timer = (_, context, _) => workerTimer?.Invoke(context),
                    Message = (_, context, _, message) => worker(context, message),
                }),
            ],
        };
        return SequentialHost.Run(stage.Build(new EventLog()) with { CreateMonitors = StandardMonitors.Create });
    }

    private sealed class Listener : IMessageReader
    {
        public List<MessageRecord> Records { get; } = [];

        public void OnEvent(in EventRecord record)
        {
        }

        public void OnMessage(in MessageRecord record) => Records.Add(record);

        public void Capture(StateWriter writer)
        {
        }

        public void Restore(StateReader reader)
        {
        }
    }
}

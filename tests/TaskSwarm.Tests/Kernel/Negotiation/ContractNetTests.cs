using Shouldly;
using TaskSwarm.Allocation.ContractNet;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Negotiation;

public sealed class ContractNetTests
{
    [Fact]
    public void The_least_cost_wins_and_the_others_are_rejected_as_outbid()
    {
        StageRun run = Announcing(Market.Worker("dear", 9), Market.Worker("cheap", 4), Market.Worker("mid", 5)).Run();
        run.Of<TaskAwarded>().Single().ShouldBe(new TaskAwarded(new TaskId(0), 1, Stage.Id(2), 4));
        run.Notes(1).ShouldContain("0.03 rejected: Outbid");
        run.Notes(3).ShouldContain("0.03 rejected: Outbid");
        run.Result.Ledger.Find(new TaskId(0))!.State.ShouldBe(TaskState.Done);
    }

    [Fact]
    public void A_round_is_decided_as_soon_as_all_have_answered()
    {
        ContractNetOptions patient = Market.Options with { ReplyWithin = Stage.For(60) };
        StageRun run = Market.Of(
            patient, (caller, c) => caller.Net.Announce(c, Market.Job()),
            Market.Worker("a", 1), Market.Refuser("b", "full")).Run();
        run.When<TaskAwarded>().Single().Seconds.ShouldBe(0.02);
        run.Of<RoundDecided>().Single().ShouldBe(new RoundDecided(new TaskId(0), 1, 2, 1, 1));
    }

    [Fact]
    public void Not_understood_is_an_answer_too()
    {
        ContractNetOptions patient = Market.Options with { ReplyWithin = Stage.For(60) };
        StageRun run = Market.Of(
            patient, (caller, c) => caller.Net.Announce(c, Market.Job()),
            Market.Worker("a", 1),
            Answering("b", (call, c) => c.Send(
                Stage.Id(0), new NotUnderstood(call.Conversation, call.Round, "what?")))).Run();
        run.When<TaskAwarded>().Single().Seconds.ShouldBe(0.02);
    }

    [Fact]
    public void A_late_bid_is_rejected_as_late_and_counted()
    {
        StageRun run = Announcing(Market.Worker("quick", 9), SlowBidder(0.7)).Run();
        run.When<TaskAwarded>().Single().ShouldBe((0.5, 0, new TaskAwarded(new TaskId(0), 1, Stage.Id(1), 9)));
        run.When<BidCameLate>().Single().ShouldBe((0.72, 0, new BidCameLate(new TaskId(0), Stage.Id(2))));
        run.Notes(2).ShouldBe(["0.73 rejected: Late"]);
        run.Result.Metrics.Find("negotiation.late").ShouldBe(1);
        run.Result.Metrics.Find("negotiation.silent").ShouldBe(1);
    }

    [Fact]
    public void A_bid_at_the_last_instant_is_in_time()
    {
        // Sent at 0.49 it arrives with the deadline; a message sorts before the initiator's own timer only by sender,
        // so the bid of the higher agent comes after the deadline of the same instant and is late.
        StageRun before = Announcing(SlowBidder(0.479999)).Run();
        before.Of<BidCameLate>().ShouldBeEmpty();
        StageRun after = Announcing(SlowBidder(0.480001)).Run();
        after.Of<BidCameLate>().Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_task_nobody_can_do_fails_with_every_reason()
    {
        ContractNetOptions once = Market.Options with { MaxReannouncements = 0 };
        StageRun run = Market.Of(
            once, (caller, c) => caller.Net.Announce(c, Market.Job()),
            Market.Refuser("a", "full"), Market.Refuser("b", "out of range"), Market.Refuser("c", "full"),
            Stage.Actor("mute", () => new Scripted())).Run();
        run.When<TaskFailed>().ShouldBe(
            [(0.5, 0, new TaskFailed(new TaskId(0), "no bids (2 refused: full, 1 refused: out of range, 1 silent)"))]);
        run.Notes(0)[^1].ShouldBe("0.5 job-0 closed: Failed");
    }

    [Fact]
    public void A_task_with_nobody_to_call_fails_and_says_so()
    {
        ContractNetOptions once = Market.Options with { MaxReannouncements = 0 };
        Market.Of(once, (caller, c) => caller.Net.Announce(c, Market.Job())).Run()
            .When<TaskFailed>().ShouldBe([(0, 0, new TaskFailed(new TaskId(0), "nobody to call"))]);
    }

    [Fact]
    public void A_task_nobody_bid_for_is_announced_again_after_growing_waits_up_to_the_bound()
    {
        ContractNetOptions options = Market.Options with
        {
            MaxReannouncements = 4,
            RetryAfter = Stage.For(1),
            MaxBackoffDoublings = 2,
        };
        StageRun run = Market.Of(
            options, (caller, c) => caller.Net.Announce(c, Market.Job()), Market.Refuser("a", "full")).Run();
        run.When<TaskReannounced>().Select(r => Math.Round(r.Seconds, 6)).ShouldBe([1.02, 3.04, 7.06, 11.08]);
        run.When<TaskFailed>().Single().Seconds.ShouldBe(11.1, 1e-9);
    }

    [Fact]
    public void Iterated_rounds_ask_for_less_until_nobody_goes_lower()
    {
        StageRun run = Iterated(maxRounds: 9, Haggler("a", 10, 3, floor: 5), Haggler("b", 9, 2, floor: 6)).Run();
        run.Notes(1).Where(n => n.Contains("cfp", StringComparison.Ordinal)).ShouldBe(
        [
            "0.01 cfp 0/0/1 round 1 below Infinity", "0.03 cfp 0/0/1 round 2 below 9",
            "0.05 cfp 0/0/1 round 3 below 7", "0.07 cfp 0/0/1 round 4 below 5",
        ]);
        run.Of<TaskAwarded>().Single().ShouldBe(new TaskAwarded(new TaskId(0), 1, Stage.Id(1), 5));
        run.Of<RoundDecided>().Count.ShouldBe(4);
    }

    [Fact]
    public void Iterated_rounds_end_at_their_bound_and_earlier_bids_still_bind()
    {
        StageRun run = Iterated(maxRounds: 2, Haggler("a", 10, 1, floor: 10), Haggler("b", 12, 1, floor: 12)).Run();
        run.Of<RoundDecided>().Select(r => (r.Round, r.Proposals, r.Refusals)).ShouldBe([(1, 2, 0), (2, 0, 2)]);
        run.Of<TaskAwarded>().Single().ShouldBe(new TaskAwarded(new TaskId(0), 1, Stage.Id(1), 10));
    }

    [Fact]
    public void A_second_or_uninvited_proposal_is_not_understood()
    {
        var foreign = new ConversationId(Stage.Id(0), new TaskId(0), 1);
        Stage stage = Announcing(Answering("twice", (call, c) =>
        {
            c.Send(Stage.Id(0), new Propose(call.Conversation, call.Round, double.NaN));
            c.Send(Stage.Id(0), new Propose(call.Conversation, call.Round, 5));
            c.Send(Stage.Id(0), new Propose(call.Conversation, call.Round, 4));
        }), Stage.Actor("mute", () => new Scripted()));
        StageRun run = (stage with
        {
            Agents =
            [
                .. stage.Agents,
                Stage.Actor("stranger", () => new Scripted
                {
                    Start = (_, c) => c.Send(Stage.Id(0), new Propose(foreign, 1, 1)),
                    Message = (_, c, _, m) => c.Emit(new Noted(m.GetType().Name)),
                }),
            ],
        }).Run();
        run.Notes(1).ShouldBe(["0.03 NotUnderstood", "0.03 NotUnderstood", "0.51 AcceptProposal"]);
        run.Of<TaskAwarded>()[0].Cost.ShouldBe(5);
        run.Notes(3).ShouldBe(["0.02 NotUnderstood"]);
    }

    [Fact]
    public void Announcing_a_task_twice_is_a_bug() =>
        Market.Of((caller, c) =>
        {
            caller.Net.Announce(c, Market.Job());
            caller.Net.Announce(c, Market.Job());
        }).Run().Result.Failure!.Message.ShouldContain("caller announces job-0 a second time");

    [Fact]
    public void A_cancelled_task_is_taken_from_its_holder_who_answers()
    {
        StageRun run = Market.Of(
            (caller, c) =>
            {
                caller.Net.Announce(c, Market.Job());
                Market.Caller.At(c, 1, (me, later) => me.Net.CancelTask(later, new TaskId(0), "not wanted"));
            },
            Market.Worker("a", 1)).Run();
        run.When<TaskCancelled>().ShouldBe([(1, 0, new TaskCancelled(new TaskId(0), "not wanted"))]);
        run.Notes(1).ShouldContain("1.01 cancelled: not wanted");
        run.Notes(0).ShouldContain("1.02 a: CancelAnswer");
        run.Of<TaskCompleted>().ShouldBeEmpty();
        run.Result.Ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void Work_that_cannot_be_stopped_ends_without_changing_the_ledger()
    {
        StageRun run = Market.Of(
            (caller, c) =>
            {
                caller.Net.Announce(c, Market.Job());
                Market.Caller.At(c, 1, (me, later) => me.Net.CancelTask(later, new TaskId(0), "not wanted"));
            },
            new AgentBlueprint("a", () => new Market.Doer(Market.Options, registers: true)
            {
                Bid = _ => BidDecision.Propose(1),
                Stubborn = true,
            })).Run();
        run.Notes(0).ShouldContain("2.04 a: InformDone");
        run.Result.Ledger.Find(new TaskId(0))!.State.ShouldBe(TaskState.Cancelled);
        run.Result.Ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void A_deadline_expires_the_task_and_calls_its_holder_off()
    {
        StageRun run = Market.Of(
            (caller, c) => caller.Net.Announce(c, Market.Job(deadline: 5)), Market.Worker("a", 1, seconds: 20)).Run();
        run.When<TaskExpired>().ShouldBe([(5, 0, new TaskExpired(new TaskId(0)))]);
        run.Notes(1).ShouldContain("5.01 cancelled: deadline passed");
        run.Result.Metrics.Find("tasks.deadline.misses").ShouldBe(1);
    }

    [Fact]
    public void A_winner_that_cannot_after_all_says_failure_and_the_task_is_announced_again()
    {
        ContractNetOptions thrice = Market.Options with { MaxReannouncements = 2 };
        StageRun run = Market.Of(
            thrice, (caller, c) => caller.Net.Announce(c, Market.Job()),
            new AgentBlueprint("a", () => new Market.Doer(thrice, registers: true)
            {
                Bid = _ => BidDecision.Propose(1),
                Declines = true,
            })).Run();
        run.Of<TaskReannounced>().ShouldAllBe(r => r.Reason == "no longer possible");
        run.Of<TaskAwarded>().Select(a => a.Attempt).ShouldBe([1, 2, 3]);
        run.Of<TaskFailed>().Single().Reason.ShouldBe("no longer possible");
    }

    [Fact]
    public void A_lost_award_is_announced_again_when_its_lease_is_not_taken_up()
    {
        // The accept leaves at 0.02; heartbeats go on, so the holder is known to be well.
        StageRun run = (Announcing(Market.Worker("a", 1)) with { Cuts = [Cut(0.015, 0.025)] }).Run();
        (double at, _, TaskReannounced again) = run.When<TaskReannounced>().Single();
        again.Reason.ShouldBe("the award was not confirmed");
        at.ShouldBeInRange(3.02, 4.1);
        run.Of<FailureDetected>().ShouldBeEmpty();
        run.Of<TaskStarted>().ShouldBe([new TaskStarted(new TaskId(0), 2)]);
        run.Result.Ledger.Done.ShouldBe(1);
    }

    [Fact]
    public void A_lost_report_is_repeated_until_it_is_acknowledged()
    {
        // The work ends at 2.03; reports and acknowledgements are cut for five seconds, all but one heartbeat's worth.
        StageRun run = (Announcing(Market.Worker("a", 1)) with { Cuts = [Cut(2.02, 3.5), Cut(3.9, 4.5)] }).Run();
        (double at, _, TaskCompleted done) = run.When<TaskCompleted>().Single();
        done.CompletedAt.ShouldBe(Stage.At(2.03));
        at.ShouldBeGreaterThan(3.5);
        run.Of<WorkWasRedundant>().ShouldBeEmpty();
        run.Result.Ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void A_lost_acknowledgement_makes_the_report_come_again_and_does_no_harm()
    {
        // The report arrives at 2.04; its acknowledgement leaves then and is cut.
        StageRun run = (Announcing(Market.Worker("a", 1)) with { Cuts = [Cut(2.035, 2.045)] }).Run();
        run.Notes(0).Count(n => n.EndsWith("InformDone", StringComparison.Ordinal)).ShouldBe(2);
        run.Of<TaskCompleted>().Count.ShouldBe(1);
        run.Of<WorkWasRedundant>().ShouldBeEmpty();
    }

    [Fact]
    public void A_holder_that_fails_is_noticed_within_the_lease_and_what_it_held_is_placed_again()
    {
        StageRun run = (Announcing(Market.Worker("a", 1, seconds: 30), Market.Worker("b", 2)) with
        {
            Faults = [new Fault.Crash(Stage.Id(1), Stage.At(10), "scenario") { Permanent = true }],
        }).Run();
        (double detectedAt, int by, FailureDetected detected) = run.When<FailureDetected>().Single();
        (by, detected.Failed).ShouldBe((0, Stage.Id(1)));

        // Lease 3 s from the last heartbeat (up to 1 s before), looked at every second.
        detectedAt.ShouldBeInRange(12, 14.1);
        run.When<FailureRecovered>().Single().Seconds.ShouldBe(detectedAt + 0.5, 0.1);
        run.Of<TaskReannounced>().Single().Reason.ShouldBe("holder unheard");
        run.Result.Ledger.Find(new TaskId(0))!.Holder.ShouldBe(Stage.Id(2));
        run.Result.Metrics.Find("failures.detected").ShouldBe(1);
        run.Result.Metrics.Find("failures.recovered").ShouldBe(1);
    }

    [Fact]
    public void A_restart_too_quick_for_the_lease_is_noticed_by_the_time_since_which_the_holder_is_up()
    {
        StageRun run = (Announcing(Market.Worker("a", 1, seconds: 30), Market.Worker("b", 2)) with
        {
            Policy = new SupervisionPolicy { Backoff = Stage.For(0.1), FromCheckpoint = false },
            Faults = [new Fault.Crash(Stage.Id(1), Stage.At(10), "scenario")],
        }).Run();
        run.When<FailureDetected>().ShouldBe([(10.11, 0, new FailureDetected(Stage.Id(1)))]);
        run.Of<TaskReannounced>().Single().Reason.ShouldBe("holder restarted");
        run.Of<FailureRecovered>().Count.ShouldBe(1);
        run.Result.Ledger.Done.ShouldBe(1);
    }

    [Fact]
    public void A_heartbeat_from_before_a_restart_that_comes_after_it_is_not_another_restart()
    {
        var heartbeats = new List<(double At, double UpSince)> { (1, 0), (2, 2), (2.1, 0), (3, 2) };
        StageRun run = Market.Of(
            (caller, c) => caller.Net.Watch(c, Stage.Id(1)),
            Stage.Actor("a", () => new Scripted
            {
                Start = (_, c) =>
                {
                    foreach ((double at, double upSince) in heartbeats)
                    {
                        c.Schedule(Stage.For(at), new Heartbeat(Stage.At(upSince), Stage.At(at), []));
                    }
                },
                Timer = (_, c, beat) => c.Send(Stage.Id(0), beat),
            })).Run();
        run.When<FailureDetected>().Count(f => f.Seconds < 4).ShouldBe(1);
    }

    [Fact]
    public void A_restarted_initiator_calls_again_for_what_was_open_and_keeps_what_was_awarded()
    {
        StageRun run = (Market.Of(
            (caller, c) =>
            {
                caller.Net.Announce(c, Market.Job(0));
                Market.Caller.At(c, 4.99, (me, later) => me.Net.Announce(later, Market.Job(1)));
            },
            Market.Worker("a", 1, seconds: 8)) with
        {
            Policy = new SupervisionPolicy { Backoff = Stage.For(0.5) },
            Faults = [new Fault.Crash(Stage.Id(0), Stage.At(5), "scenario")],
        }).Run();
        run.Of<TaskReannounced>().ShouldBe([new TaskReannounced(new TaskId(1), "initiator restarted")]);
        run.Of<TaskAwarded>().Select(a => (a.Task.Number, a.Attempt)).ShouldBe([(0, 1), (1, 1)]);
        run.Result.Ledger.Done.ShouldBe(2);
        run.Result.Ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void A_transfer_is_a_new_award_to_another_holder()
    {
        StageRun run = Market.Of(
            (caller, c) =>
            {
                caller.Net.Announce(c, Market.Job());
                Market.Caller.At(c, 1, (me, later) =>
                {
                    me.Net.Transfer(later, new TaskId(0), new Bid(Stage.Id(2), 3)).ShouldBe(2);
                    me.Net.HolderOf(new TaskId(0)).ShouldBe(Stage.Id(2));
                    me.Net.ConversationOf(later, new TaskId(0)).ShouldBe(new(Stage.Id(0), new TaskId(0), 1));
                });
            },
            Answering("a", (call, c) => c.Send(Stage.Id(0), new Propose(call.Conversation, call.Round, 1))),
            Stage.Actor("b", () => new Scripted())).Run();
        run.When<TaskAwarded>()[1].ShouldBe((1, 0, new TaskAwarded(new TaskId(0), 2, Stage.Id(2), 3)));
        run.Result.Ledger.Violations.ShouldBeEmpty();
    }

    [Fact]
    public void A_task_that_is_not_open_cannot_be_transferred() =>
        Market.Of((caller, c) => caller.Net.Transfer(c, new TaskId(8), new Bid(Stage.Id(0), 3))).Run()
            .Result.Failure!.Message.ShouldContain("caller transfers task 8, which is not open");

    [Fact]
    public void Without_heartbeats_there_are_no_leases_and_nothing_is_sent_for_them()
    {
        ContractNetOptions bare = Market.Options with { Heartbeat = SimDuration.Zero };
        StageRun run = Market.Of(
            bare, (caller, c) => caller.Net.Announce(c, Market.Job()),
            Market.Worker("a", 1, options: bare), Market.Worker("b", 2, options: bare)).Run();
        run.Result.Ledger.Done.ShouldBe(1);

        // Two calls, two proposals, an accept, a reject, a report.
        run.Result.Messages.ShouldBe(7);
    }

    private static Stage Announcing(params AgentBlueprint[] participants) =>
        Market.Of(
            (caller, c) =>
            {
                for (int i = 1; i <= participants.Length; i++)
                {
                    caller.Net.Watch(c, Stage.Id(i));
                }

                caller.Net.Announce(c, Market.Job());
            },
            participants);

    private static Stage Iterated(int maxRounds, params AgentBlueprint[] participants) => new()
    {
        Agents =
        [
            new AgentBlueprint("caller", () => new Market.Caller(
                Market.Options, new IteratedLowestCost(maxRounds), participants.Length,
                (caller, c) => caller.Net.Announce(c, Market.Job()))),
            .. participants,
        ],
    };

    /// <summary>Goes below the ceiling by a step as long as its floor allows.</summary>
    private static AgentBlueprint Haggler(string name, double first, double step, double floor) =>
        new(name, () => new Market.Doer(Market.Options, registers: false)
        {
            Bid = call => double.IsInfinity(call.Ceiling)
                ? BidDecision.Propose(first)
                : BidDecision.Propose(Math.Max(floor, call.Ceiling - (call.Round == 2 && name == "a" ? 2 : step))),
        });

    private static AgentBlueprint SlowBidder(double seconds) => Stage.Actor("slow", () => new Scripted
    {
        Message = (_, c, _, m) =>
        {
            switch (m)
            {
                case CallForProposals call:
                    c.Schedule(Stage.For(seconds), new Propose(call.Conversation, call.Round, 1));
                    break;
                case RejectProposal reject:
                    c.Emit(new Noted($"rejected: {reject.Reason}"));
                    break;
            }
        },
        Timer = (_, c, bid) => c.Send(Stage.Id(0), bid),
    });

    private static AgentBlueprint Answering(string name, Action<CallForProposals, AgentContext> answer) =>
        Stage.Actor(name, () => new Scripted
        {
            Message = (_, c, _, m) =>
            {
                if (m is CallForProposals { Conversation.Announcement: 1 } call)
                {
                    answer(call, c);
                }
                else if (m is not CallForProposals)
                {
                    c.Emit(new Noted(m.GetType().Name));
                }
            },
        });

    private static LinkCut Cut(double from, double until) =>
        new(Stage.At(from), Stage.At(until), new HashSet<AgentId> { Stage.Id(0) });
}

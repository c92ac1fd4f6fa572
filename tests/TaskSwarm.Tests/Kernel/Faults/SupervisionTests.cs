using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Faults;

public sealed class SupervisionTests
{
    private static readonly SupervisionPolicy OneSecond = new()
    {
        Backoff = Stage.For(1),
        CheckpointEvery = Stage.For(2),
        MaxRestarts = 10,
    };

    [Fact]
    public void A_restart_brings_back_the_last_checkpoint()
    {
        // Counts at 1, 2, 3, ...; checkpoints are made by the first reaction two seconds after the last, before it
        // acts.
        StageRun run = Counting(OneSecond, Crash(0, 5.5)).Run();
        run.When<AgentCrashed>().ShouldBe(
            [(5.5, 0, new AgentCrashed("scenario", SupervisionDirective.Restart, Stage.At(6.5)))]);
        run.When<AgentRestarted>().ShouldBe([(6.5, 0, new AgentRestarted(true, Stage.For(1.5)))]);
        run.Notes(0).Skip(5).Take(2).ShouldBe(["6.5 up again, restored True, count 3", "7.5 count 4"]);
    }

    [Fact]
    public void A_restart_may_begin_empty()
    {
        StageRun run = Counting(OneSecond with { FromCheckpoint = false }, Crash(0, 5.5), Crash(0, 9)).Run();
        run.When<AgentRestarted>().Select(r => (r.Seconds, r.Event)).ShouldBe(
        [
            (6.5, new AgentRestarted(false, Stage.For(5.5))),
            (11, new AgentRestarted(false, Stage.For(2.5))),
        ]);
        run.Notes(0).ShouldContain("6.5 up again, restored False, count 0");
    }

    [Fact]
    public void An_agent_with_a_journal_loses_nothing_whatever_the_policy()
    {
        StageRun run = Counting(OneSecond with { FromCheckpoint = false }, journal: true, faults: Crash(0, 5.5)).Run();
        run.When<AgentRestarted>().ShouldBe([(6.5, 0, new AgentRestarted(true, SimDuration.Zero))]);
        run.Notes(0).ShouldContain("6.5 up again, restored True, count 5");
    }

    [Fact]
    public void Work_lost_by_an_earlier_crash_is_not_lost_again()
    {
        SupervisionPolicy rarely = OneSecond with { CheckpointEvery = Stage.For(50) };
        StageRun run = Counting(rarely, Crash(0, 5.5), Crash(0, 8)).Run();
        run.Of<AgentRestarted>().Select(r => r.LostWork.Seconds).ShouldBe([5.5, 1.5]);
    }

    [Fact]
    public void The_back_off_grows_to_its_bound_and_is_forgotten_after_the_span()
    {
        SupervisionPolicy policy = new()
        {
            Backoff = Stage.For(0.1),
            BackoffFactor = 3,
            MaxBackoff = Stage.For(2),
            MaxRestarts = 10,
            Within = Stage.For(20),
        };
        double[] crashes = [1, 2, 3, 6, 10, 40];
        StageRun run = Counting(policy, [.. crashes.Select(at => Crash(0, at))]).Run();
        run.When<AgentCrashed>().Select(c => Math.Round(c.Event.UpAt.Seconds - c.Seconds, 6)).ShouldBe(
            [0.1, 0.3, 0.9, 2, 2, 0.1]);
    }

    [Fact]
    public void After_the_bound_on_restarts_the_agent_is_stopped()
    {
        SupervisionPolicy policy = new() { Backoff = Stage.For(0.5), BackoffFactor = 1, MaxRestarts = 2 };
        StageRun run = Counting(policy, Crash(0, 1), Crash(0, 2), Crash(0, 3), Crash(0, 4)).Run();
        run.When<AgentStopped>().ShouldBe(
            [(3, 0, new AgentStopped("scenario; 2 restarts within 60s are the bound"))]);
        run.Of<AgentCrashed>().Select(c => c.Directive).ShouldBe(
            [SupervisionDirective.Restart, SupervisionDirective.Restart, SupervisionDirective.Stop]);
        run.Result.Outcome.ShouldBe(RunOutcome.Completed);
    }

    [Fact]
    public void A_policy_of_stop_ends_the_agent_at_its_first_crash()
    {
        StageRun run = Counting(new SupervisionPolicy { Directive = SupervisionDirective.Stop }, Crash(0, 2.5)).Run();
        run.When<AgentStopped>().ShouldBe([(2.5, 0, new AgentStopped("scenario"))]);
        run.Notes(0).Count.ShouldBe(2);
    }

    [Fact]
    public void A_permanent_crash_ends_the_agent_whatever_the_policy()
    {
        var fault = new Fault.Crash(Stage.Id(0), Stage.At(2.5), "crushed") { Permanent = true };
        StageRun run = Counting(OneSecond, fault).Run();
        run.When<AgentStopped>().ShouldBe([(2.5, 0, new AgentStopped("crushed"))]);
        run.Of<AgentRestarted>().ShouldBeEmpty();
    }

    [Fact]
    public void A_repair_takes_its_time_whatever_the_back_off()
    {
        var fault = new Fault.Crash(Stage.Id(0), Stage.At(2.5), "scenario") { RepairAfter = Stage.For(7) };
        Counting(OneSecond, fault).Run().When<AgentRestarted>().Single().Seconds.ShouldBe(9.5);
    }

    [Fact]
    public void A_crash_of_an_agent_that_is_down_changes_nothing()
    {
        StageRun once = Counting(OneSecond, Crash(0, 5)).Run();
        StageRun twice = Counting(OneSecond, Crash(0, 5), Crash(0, 5.5)).Run();
        twice.Log.ShouldBe(once.Log);
    }

    [Fact]
    public void What_arrives_while_an_agent_is_down_is_lost_and_its_timers_are_gone()
    {
        StageRun run = new Stage
        {
            Policy = OneSecond,
            Faults = [Crash(0, 1)],
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    Start = (_, c) => c.Schedule(Stage.For(3), new Say("from before")),
                    Restart = (_, _, _) => { },
                    Timer = (_, c, tag) => c.Emit(new Noted(((Say)tag).Text)),
                    Message = (_, c, _, m) => c.Emit(new Noted(((Say)m).Text)),
                }),
                Stage.Actor("b", () => new Scripted
                {
                    Start = (_, c) =>
                    {
                        c.Schedule(Stage.For(1.5), new Say("while down"));
                        c.Schedule(Stage.For(1.995), new Say("just after"));
                    },
                    Timer = (_, c, tag) => c.Send(Stage.Id(0), tag),
                }),
            ],
        }.Run();
        run.Notes(0).ShouldBe(["2.005 just after"]);
        run.Result.Metrics.Find("network.undelivered").ShouldBe(1);
    }

    [Fact]
    public void A_crash_in_the_middle_of_a_window_loses_only_what_comes_before_the_restart()
    {
        // Everything lies inside one window of 10 ms.
        StageRun run = new Stage
        {
            Policy = OneSecond with { Backoff = new SimDuration(200) },
            Faults = [new Fault.Crash(Stage.Id(0), new SimTime(10_500), "scenario")],
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    Message = (_, c, _, m) => c.Emit(new Noted(((Say)m).Text)),
                    Restart = (_, c, _) => c.Emit(new Noted("up")),
                }),
                Stage.Actor("b", () => new Scripted
                {
                    Start = (_, c) =>
                    {
                        c.Schedule(new SimDuration(400), new Say("400"));
                        c.Schedule(new SimDuration(600), new Say("600"));
                        c.Schedule(new SimDuration(800), new Say("800"));
                    },
                    Timer = (_, c, tag) => c.Send(Stage.Id(0), tag),
                }),
            ],
        }.Run();
        run.Notes(0).ShouldBe(["0.0104 400", "0.0107 up", "0.0108 800"]);
    }

    [Fact]
    public void A_squad_restarts_as_a_whole_when_a_member_escalates()
    {
        StageRun run = Squads(alpha: OnEscalation(SupervisionDirective.Restart), faults: Crash(0, 5)).Run(regions: 3);
        run.When<AgentCrashed>().Select(c => (c.Seconds, c.Agent, c.Event.Cause)).ShouldBe(
            [(5, 0, "scenario"), (5.01, 1, "squad alpha restarts")]);
        run.When<AgentRestarted>().Select(r => (r.Seconds, r.Agent)).ShouldBe([(6.01, 0), (6.01, 1)]);
    }

    [Fact]
    public void A_squad_is_stopped_when_its_policy_says_so()
    {
        StageRun run = Squads(alpha: OnEscalation(SupervisionDirective.Stop), faults: Crash(0, 5)).Run(regions: 2);
        run.When<AgentStopped>().Select(s => (s.Seconds, s.Agent, s.Event.Reason)).ShouldBe(
            [(5.01, 0, "squad alpha is stopped"), (5.01, 1, "squad alpha is stopped")]);
        run.Result.Outcome.ShouldBe(RunOutcome.Completed);
    }

    [Fact]
    public void A_squad_that_hands_on_lets_its_parents_members_restart_too()
    {
        StageRun run = Squads(
            alpha: OnEscalation(SupervisionDirective.Escalate),
            top: OnEscalation(SupervisionDirective.Restart),
            faults: Crash(0, 5)).Run(regions: 2);
        run.When<AgentRestarted>().Select(r => (r.Seconds, r.Agent)).ShouldBe([(6.01, 0), (6.01, 1), (6.01, 2)]);
        run.When<AgentCrashed>().Where(c => c.Agent > 0).Select(c => c.Event.Cause).Distinct().ShouldBe(
            ["squad top restarts"]);
    }

    [Fact]
    public void A_squad_restarts_at_most_so_often()
    {
        SupervisionPolicy twice = OnEscalation(SupervisionDirective.Restart) with
        {
            MaxRestarts = 2,
            BackoffFactor = 2,
        };
        StageRun run = Squads(alpha: twice, faults: [Crash(0, 5), Crash(0, 10), Crash(0, 20)]).Run();
        run.When<AgentRestarted>().Where(r => r.Agent == 1).Select(r => r.Seconds).ShouldBe([6.01, 12.01]);
        run.When<AgentStopped>().Select(s => (s.Seconds, s.Agent)).ShouldBe([(20.01, 0), (20.01, 1)]);
    }

    [Fact]
    public void A_failure_escalated_beyond_the_top_fails_the_run()
    {
        StageRun run = Squads(
            alpha: OnEscalation(SupervisionDirective.Escalate),
            top: OnEscalation(SupervisionDirective.Escalate),
            faults: Crash(0, 5)).Run(regions: 3);
        run.Result.Outcome.ShouldBe(RunOutcome.Failed);
        RunFailure failure = run.Result.Failure!;
        (failure.Agent, failure.Time, failure.Event, failure.Seed).ShouldBe(("a0", Stage.At(5), "AgentCrashed", 7UL));
        failure.Message.ShouldBe("the failure (scenario) was escalated beyond the top squad top");
    }

    [Fact]
    public void Children_are_restarted_as_their_own_squad_says()
    {
        // The parent's squad begins empty, the child's keeps checkpoints.
        StageRun run = new Stage
        {
            Squads =
            [
                new SquadSpec("empty", OneSecond with { FromCheckpoint = false }),
                new SquadSpec("kept", OneSecond with { MaxRestarts = 1 }),
            ],
            OnError = ErrorPolicy.Restart,
            Agents =
            [
                new AgentBlueprint("p", () => new Scripted
                {
                    Start = (_, c) => c.Spawn(new AgentBlueprint("kid", FailingAtFive) { Squad = "kept" }),
                })
                { Squad = "empty" },
            ],
        }.Run();
        run.Notes(1).Single().ShouldEndWith(" True 3");

        static Scripted FailingAtFive() => new()
        {
            Start = (_, kid) => kid.Schedule(Stage.For(1), new Say("")),
            Restart = (self, kid, restored) => kid.Emit(new Noted($"{restored} {self.Count}")),
            Timer = (self, kid, _) =>
            {
                if (++self.Count == 5)
                {
                    throw new InvalidOperationException("five");
                }

                kid.Schedule(Stage.For(1), new Say(""));
            },
        };
    }

    [Fact]
    public void Random_crashes_have_their_mean_times_between_failures_and_to_repair()
    {
        StageRun run = new Stage
        {
            EndSeconds = 40_000,
            Faults =
            [
                .. Enumerable.Range(0, 10).Select(i => new Fault.RandomCrashes(
                    Stage.Id(i), SimDuration.FromSeconds(90), SimDuration.FromSeconds(10))),
            ],
            Agents = [.. Enumerable.Range(0, 10).Select(i => Stage.Actor($"a{i}", () => new Scripted()))],
        }.Run();
        var crashes = run.When<AgentCrashed>();
        crashes.Average(c => c.Event.UpAt.Seconds - c.Seconds).ShouldBe(10, 0.8);

        // One failure every 100 s on average: 4000 in all, standard deviation about 60.
        crashes.Count.ShouldBeInRange(3_750, 4_250);
    }

    [Fact]
    public void Speeds_are_multiplied_while_their_faults_last_and_exactly_restored()
    {
        StageRun run = new Stage
        {
            Faults =
            [
                new Fault.SlowDown(Stage.Id(0), Stage.At(1), Stage.At(4), 0.1),
                new Fault.SlowDown(Stage.Id(0), Stage.At(2), Stage.At(3), 0.3),
                new Fault.SlowDown(Stage.Id(0), Stage.At(5), SimTime.Never, 0.5),
            ],
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    SpeedChanged = (_, c) => c.Emit(Noted.Of($"{c.SpeedFactor}")),
                }),
            ],
        }.Run();
        run.Notes(0).ShouldBe(["1 0.1", "2 0.03", "3 0.1", "4 1", "5 0.5"]);
    }

    [Fact]
    public void A_lie_changes_bids_while_it_lasts()
    {
        StageRun run = new Stage
        {
            Faults = [new Fault.Lie(Stage.Id(0), Stage.At(1.5), Stage.At(3.5), 0.25)],
            Agents = [Ticking((c, _) => FormattableString.Invariant($"{c.BidFactor}"))],
            EndSeconds = 4,
        }.Run();
        run.Notes(0).ShouldBe(["1 1", "2 0.25", "3 0.25", "4 1"]);
    }

    [Fact]
    public void Silence_swallows_what_an_agent_sends_and_nothing_else()
    {
        StageRun run = new Stage
        {
            Faults =
            [
                new Fault.Silence(Stage.Id(0), Stage.At(1.5), Stage.At(4.5)),
                new Fault.Silence(Stage.Id(0), Stage.At(2.5), Stage.At(3.5)),
            ],
            Agents =
            [
                Ticking((c, n) =>
                {
                    c.Send(Stage.Id(1), new Say($"{n}"));
                    return "works";
                }),
                Stage.Actor("ear", () => new Scripted { Message = (_, c, _, m) => c.Emit(new Noted(((Say)m).Text)) }),
            ],
            EndSeconds = 6.5,
        }.Run();
        run.Notes(0).Count.ShouldBe(6);
        run.Notes(1).ShouldBe(["1.01 1", "5.01 5", "6.01 6"]);
        run.Result.Metrics.Find("network.lost").ShouldBe(3);
    }

    [Fact]
    public void A_back_off_is_never_shorter_than_a_microsecond_nor_longer_than_its_bound()
    {
        var policy = new SupervisionPolicy { Backoff = SimDuration.Zero, MaxBackoff = Stage.For(3) };
        policy.DelayAfter(0).ShouldBe(new SimDuration(1));
        var growing = new SupervisionPolicy { Backoff = Stage.For(2), BackoffFactor = 1e9, MaxBackoff = Stage.For(3) };
        growing.DelayAfter(int.MaxValue).ShouldBe(Stage.For(3));
    }

    private static Fault.Crash Crash(int agent, double at) => new(Stage.Id(agent), Stage.At(at), "scenario");

    private static SupervisionPolicy OnEscalation(SupervisionDirective directive) =>
        OneSecond with { Directive = directive };

    private static Stage Counting(SupervisionPolicy policy, params Fault[] faults) => Counting(policy, false, faults);

    private static Stage Counting(SupervisionPolicy policy, bool journal, params Fault[] faults) => new()
    {
        Policy = policy,
        Faults = faults,
        Agents =
        [
            Stage.Actor("a", () => new Scripted
            {
                Journal = journal,
                Start = (_, c) => c.Schedule(Stage.For(1), new Say("")),
                Timer = (self, c, _) =>
                {
                    c.Emit(new Noted($"count {++self.Count}"));
                    c.Schedule(Stage.For(1), new Say(""));
                },
                Restart = (self, c, restored) =>
                {
                    c.Emit(new Noted($"up again, restored {restored}, count {self.Count}"));
                    c.Schedule(Stage.For(1), new Say(""));
                },
            }),
        ],
    };

    /// <summary>a0 and a1 in squad alpha below squad top, a2 in top itself, a3 in a squad beside it.</summary>
    private static Stage Squads(SupervisionPolicy alpha, SupervisionPolicy? top = null, params Fault[] faults) => new()
    {
        Faults = faults,
        Squads =
        [
            new SquadSpec("top", OneSecond) { OnEscalation = top ?? OneSecond },
            new SquadSpec("alpha", OneSecond with { Directive = SupervisionDirective.Escalate })
            {
                Parent = "top", OnEscalation = alpha,
            },
            new SquadSpec("beside", OneSecond),
        ],
        Agents =
        [
            Member("a0", "alpha"), Member("a1", "alpha"), Member("a2", "top"), Member("a3", "beside"),
        ],
    };

    private static AgentBlueprint Member(string name, string squad) =>
        new(name, () => new Scripted()) { Squad = squad };

    private static AgentBlueprint Ticking(Func<AgentContext, long, string> tick) => Stage.Actor("a", () => new Scripted
    {
        Start = (_, c) => c.Schedule(Stage.For(1), new Say("")),
        Timer = (self, c, _) =>
        {
            c.Emit(new Noted(tick(c, ++self.Count)));
            c.Schedule(Stage.For(1), new Say(""));
        },
    });
}

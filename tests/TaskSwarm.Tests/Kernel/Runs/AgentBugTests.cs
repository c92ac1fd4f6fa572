using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Runs;

public sealed class AgentBugTests
{
    [Fact]
    public void By_default_a_bug_stops_the_run_and_names_agent_time_event_and_seed()
    {
        StageRun run = new Stage { Seed = 99, Agents = [Buggy(at: 3), Idle()] }.Run();
        run.Result.Outcome.ShouldBe(RunOutcome.Failed);
        RunFailure failure = run.Result.Failure!;
        (failure.Agent, failure.Time, failure.Event, failure.Message, failure.Seed).ShouldBe(
            ("buggy", Stage.At(3), "Say", "FormatException: no such unit", 99UL));
        failure.Details.ShouldContain(nameof(AgentBugTests));
        run.Result.SimulatedTime.ShouldBe(Stage.At(3.01));
    }

    [Theory]
    [InlineData("start", "Start")]
    [InlineData("message", "Say")]
    [InlineData("restart", "Restart")]
    [InlineData("speed", "SpeedChanged")]
    public void Every_reaction_is_guarded(string where, string named)
    {
        StageRun run = new Stage
        {
            Faults =
            [
                new Fault.Crash(Stage.Id(0), Stage.At(1), "scenario"),
                new Fault.SlowDown(Stage.Id(0), Stage.At(5), Stage.At(6), 0.5),
            ],
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    Start = (_, c) =>
                    {
                        c.Send(c.Self, new Say(""));
                        Throw("start");
                    },
                    Message = (_, _, _, _) => Throw("message"),
                    Restart = (_, _, _) => Throw("restart"),
                    SpeedChanged = (_, _) => Throw("speed"),
                }),
            ],
        }.Run();
        run.Result.Failure!.Event.ShouldBe(named);
        run.Result.Failure.Message.ShouldBe($"InvalidOperationException: {where}");

        void Throw(string here)
        {
            if (here == where)
            {
                throw new InvalidOperationException(here);
            }
        }
    }

    [Theory]
    [InlineData("create")]
    [InlineData("capture")]
    [InlineData("restore")]
    public void An_agent_that_cannot_be_made_captured_or_restored_is_a_bug_like_any_other(string where)
    {
        int made = 0;
        StageRun run = new Stage
        {
            Seed = 5,
            Faults = [new Fault.Crash(Stage.Id(0), Stage.At(1), "scenario")],
            Agents = [new AgentBlueprint("fragile", () => new Fragile(where, made++))],
        }.Run();
        run.Result.Outcome.ShouldBe(RunOutcome.Failed);
        run.Result.Failure!.Agent.ShouldBe("fragile");
        run.Result.Failure.Message.ShouldContain($"cannot {where}");
        run.Result.Failure.Seed.ShouldBe(5UL);
    }

    [Fact]
    public void A_bug_under_stop_ends_the_agent_and_nothing_else()
    {
        StageRun run = new Stage { OnError = ErrorPolicy.Stop, Agents = [Buggy(at: 3), Idle()] }.Run();
        run.Result.Outcome.ShouldBe(RunOutcome.Completed);
        run.When<AgentCrashed>().ShouldBe(
        [
            (3, 0, new AgentCrashed(
                "error: FormatException: no such unit", SupervisionDirective.Stop, SimTime.Never)),
        ]);
        run.When<AgentStopped>().Single().Seconds.ShouldBe(3);
        run.Notes(1).Count.ShouldBe(10);
    }

    [Fact]
    public void A_bug_under_restart_goes_the_way_of_a_simulated_crash()
    {
        StageRun run = new Stage { OnError = ErrorPolicy.Restart, Agents = [Buggy(at: 3), Idle()] }.Run();
        run.Result.Outcome.ShouldBe(RunOutcome.Completed);

        // Its timer throws again 3 s after each start: restarts wait 1, 2 and 4 s, the fourth failure is its last.
        run.When<AgentCrashed>().Select(c => (c.Seconds, c.Event.UpAt.Seconds)).ShouldBe(
            [(3, 4), (7, 9), (12, 16), (19, SimTime.Never.Seconds)]);
        run.When<AgentRestarted>().Select(r => r.Seconds).ShouldBe([4, 9, 16]);
        run.Notes(1).Count.ShouldBe(10);
    }

    /// <summary>
    /// A reaction either counts whole or not at all: the run must be the one in which it did nothing.
    /// </summary>
    [Fact]
    public void A_reaction_that_throws_leaves_no_trace()
    {
        StageRun loud = Run(mischief: true), quiet = Run(mischief: false);
        loud.Result.Digest.ShouldBe(quiet.Result.Digest);
        loud.Log.ShouldBe(quiet.Log);
        (loud.Result.Messages, loud.Result.Agents).ShouldBe((quiet.Result.Messages, quiet.Result.Agents));
        loud.Result.Agents.ShouldBe(2);
        loud.Notes(1).ShouldBe(["10 other at 0"]);

        static StageRun Run(bool mischief) => new Stage
        {
            OnError = ErrorPolicy.Restart,
            Agents =
            [
                new AgentBlueprint("a", () => new Scripted
                {
                    Start = (_, c) => c.Schedule(Stage.For(1), new Say("trap")),
                    Restart = (_, c, _) => c.Schedule(Stage.For(1), new Say("fine")),
                    Timer = (_, c, tag) =>
                    {
                        if (tag is Say { Text: "fine" })
                        {
                            c.Emit(new Noted("alive"));
                            return;
                        }

                        if (mischief)
                        {
                            c.Send(Stage.Id(1), new Say("must not arrive"));
                            c.Emit(new Noted("must not be told"));
                            c.Publish(Body.At(new Vec3(9, 9, 9)));
                            c.Cancel(c.Schedule(Stage.For(1), new Say("must not fire")));
                            c.Schedule(new SimDuration(1), new Say("must not fire"));
                            c.Spawn(new AgentBlueprint("kid", () => new Scripted()));
                            c.Stop("must not leave");
                            c.FinishRun("must not end");
                        }

                        throw new InvalidOperationException("trap");
                    },
                }) { Body = Body.At(Vec3.Zero) },
                Stage.Actor("b", () => new Scripted
                {
                    Start = (_, c) => c.Schedule(Stage.For(10), new Say("")),
                    Timer = (_, c, _) => c.Emit(new Noted($"other at {c.World.BodyOf(Stage.Id(0)).Position.X}")),
                    Message = (_, c, _, _) => c.Emit(new Noted("heard it")),
                }),
            ],
        }.Run();
    }

    [Fact]
    public void A_journal_holds_the_state_before_the_reaction_that_threw()
    {
        StageRun run = new Stage
        {
            OnError = ErrorPolicy.Restart,
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    Journal = true,
                    Start = (_, c) => c.Schedule(Stage.For(1), new Say("")),
                    Timer = (self, c, _) =>
                    {
                        self.Count++;
                        c.Emit(new Noted($"count {self.Count}"));
                        if (self.Count == 3)
                        {
                            throw new InvalidOperationException("half-way");
                        }

                        c.Schedule(Stage.For(1), new Say(""));
                    },
                    Restart = (self, c, restored) => c.Emit(new Noted($"restored {restored} with {self.Count}")),
                }),
            ],
        }.Run();
        run.Notes(0).ShouldBe(["1 count 1", "2 count 2", "4 restored True with 2"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_earliest_failure_is_reported_whatever_the_region(int regions)
    {
        // All in one window; the last agent fails first.
        StageRun run = new Stage
        {
            Agents = [.. Enumerable.Range(0, 3).Select(i => Stage.Actor($"a{i}", () => new Scripted
            {
                Start = (_, c) => c.Schedule(new SimDuration(500 - (i * 100)), new Say("")),
                Timer = (_, _, _) => throw new InvalidOperationException("boom"),
            }))],
        }.Run(regions);
        (run.Result.Failure!.Agent, run.Result.Failure.Time.Micros).ShouldBe(("a2", 300));
    }

    [Fact]
    public void An_escalation_beyond_the_top_does_not_hide_an_earlier_bug()
    {
        var escalate = new SupervisionPolicy { Directive = SupervisionDirective.Escalate };
        StageRun run = new Stage
        {
            Squads =
            [
                new SquadSpec(SquadSpec.DefaultName, escalate) { OnEscalation = escalate },
            ],
            Faults = [new Fault.Crash(Stage.Id(1), new SimTime(900), "scenario")],
            Agents =
            [
                Stage.Actor("bug", () => new Scripted
                {
                    Start = (_, c) => c.Schedule(new SimDuration(400), new Say("")),
                    Timer = (_, _, _) => throw new InvalidOperationException("boom"),
                }),
                Idle(),
            ],
        }.Run();
        (run.Result.Failure!.Agent, run.Result.Failure.Time.Micros).ShouldBe(("bug", 400));
    }

    private static AgentBlueprint Buggy(double at) => Stage.Actor("buggy", () => new Scripted
    {
        Start = (_, c) => c.Schedule(Stage.For(at), new Say("")),
        Timer = (_, _, _) => throw new FormatException("no such\nunit"),
    });

    private static AgentBlueprint Idle() => Stage.Actor("idle", () => new Scripted
    {
        Start = (_, c) => c.Schedule(Stage.For(10), new Say("")),
        Timer = (_, c, _) =>
        {
            c.Emit(new Noted("tick"));
            c.Schedule(Stage.For(10), new Say(""));
        },
    });

    private sealed class Fragile : Agent
    {
        private readonly string _where;

        public Fragile(string where, int made)
        {
            _where = where;
            Check("create", made > 0);
        }

        public override void Capture(StateWriter writer) => Check("capture", true);

        public override void Restore(StateReader reader) => Check("restore", true);

        private void Check(string here, bool now)
        {
            if (now && here == _where)
            {
                throw new InvalidOperationException($"cannot {here}");
            }
        }
    }
}

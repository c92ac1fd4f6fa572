using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using Xunit;

namespace TaskSwarm.Tests.Kernel.Runs;

public sealed class KernelRunTests
{
    [Fact]
    public void Own_timers_shorter_than_the_lookahead_fire_in_order_inside_the_window()
    {
        // Lookahead 10 ms: the window of t=0 holds all of them, and each sets the next on the way.
        StageRun run = new Stage
        {
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    Start = (_, c) =>
                    {
                        c.Schedule(new SimDuration(7), new Say("c"));
                        c.Schedule(new SimDuration(3), new Say("a"));
                        c.Schedule(new SimDuration(3), new Say("b"));
                    },
                    Timer = (_, c, tag) =>
                    {
                        c.Emit(new Noted(((Say)tag).Text));
                        if (tag is Say { Text: "a" })
                        {
                            c.Schedule(new SimDuration(2), new Say("between"));
                            c.Schedule(new SimDuration(4), new Say("after c"));
                        }
                    },
                }),
            ],
        }.Run();
        run.Of<Noted>().Select(n => n.Text).ShouldBe(["a", "b", "between", "c", "after c"]);
        run.Result.Windows.ShouldBe(1);
    }

    [Fact]
    public void A_cancelled_timer_does_not_fire_however_short_it_was()
    {
        StageRun run = new Stage
        {
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    Start = (_, c) =>
                    {
                        TimerId soon = c.Schedule(new SimDuration(5), new Say("soon"));
                        TimerId late = c.Schedule(Stage.For(50), new Say("late"));
                        c.Schedule(new SimDuration(6), new Say("kept"));
                        c.Cancel(soon);
                        c.Cancel(late);
                    },
                    Timer = (_, c, tag) => c.Emit(new Noted(((Say)tag).Text)),
                }),
            ],
        }.Run();
        run.Of<Noted>().Select(n => n.Text).ShouldBe(["kept"]);
    }

    [Fact]
    public void Messages_reach_their_receiver_in_the_order_time_sender_sequence()
    {
        StageRun run = new Stage
        {
            Agents =
            [
                Stage.Actor("ear", () => new Scripted
                {
                    Message = (_, c, from, m) => c.Emit(new Noted($"{c.NameOf(from)} {((Say)m).Text}")),
                }),
                Speaker("x"), Speaker("y"),
            ],
        }.Run(regions: 3);
        run.Notes(0).ShouldBe(["0.01 x 1", "0.01 x 2", "0.01 y 1", "0.01 y 2"]);

        static AgentBlueprint Speaker(string name) => Stage.Actor(name, () => new Scripted
        {
            Start = (_, c) =>
            {
                c.Send(Stage.Id(0), new Say("1"));
                c.Send(Stage.Id(0), new Say("2"));
            },
        });
    }

    [Fact]
    public void Windows_skip_empty_stretches_and_are_no_longer_than_the_lookahead()
    {
        StageRun run = new Stage
        {
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    Start = (_, c) =>
                    {
                        c.Schedule(Stage.For(50), new Say(""));
                        c.Schedule(Stage.For(50.009999), new Say(""));
                        c.Schedule(Stage.For(50.01), new Say(""));
                        c.Schedule(Stage.For(100), new Say("the last instant"));
                        c.Schedule(Stage.For(100.000001), new Say("too late"));
                    },
                    Timer = (_, c, tag) => c.Emit(new Noted(((Say)tag).Text)),
                }),
            ],
        }.Run();
        run.Windows.Select(w => (w.Number, w.Start.Seconds, w.End.Seconds)).ShouldBe(
            [(1, 0, 0.01), (2, 50, 50.01), (3, 50.01, 50.02), (4, 100, 100.000001)]);
        run.Notes(0)[^1].ShouldBe("100 the last instant");
        run.Result.SimulatedTime.ShouldBe(Stage.At(100));
        run.Result.EndReason.ShouldBe("end of the simulated time");
    }

    [Fact]
    public void Others_see_where_an_agent_is_only_from_the_next_window_on()
    {
        StageRun run = new Stage
        {
            Agents =
            [
                new AgentBlueprint("mover", () => new Scripted
                {
                    Start = (_, c) =>
                    {
                        c.Publish(Body.At(new Vec3(5, 0, 0)));
                        c.Emit(new Noted($"self at {c.World.BodyOf(c.Self).Position.X}"));
                    },
                }) { Body = Body.At(Vec3.Zero) },
                Stage.Actor("watcher", () => new Scripted
                {
                    Start = (_, c) =>
                    {
                        c.Schedule(new SimDuration(5), new Say(""));
                        c.Schedule(Stage.For(1), new Say(""));
                    },
                    Timer = (_, c, _) => c.Emit(new Noted($"at {c.World.BodyOf(Stage.Id(0)).Position.X}")),
                }),
            ],
        }.Run();
        run.Notes(0).ShouldBe(["0 self at 0"]);
        run.Notes(1).ShouldBe(["5E-06 at 0", "1 at 5"]);
    }

    [Fact]
    public void Who_stops_is_gone_from_world_and_run_and_what_still_arrives_is_counted()
    {
        StageRun run = new Stage
        {
            Agents =
            [
                new AgentBlueprint("leaver", () => new Scripted
                {
                    Start = (_, c) => c.Schedule(Stage.For(60), new Say("never fires")),
                    Message = (_, c, _, _) =>
                    {
                        c.Emit(new Noted("last words"));
                        c.Stop("done here");
                    },
                }) { Body = Body.At(Vec3.Zero) },
                Stage.Actor("caller", () => new Scripted
                {
                    Start = (_, c) =>
                    {
                        c.Send(Stage.Id(0), new Say("go"));
                        c.Schedule(Stage.For(1), new Say(""));
                    },
                    Timer = (_, c, _) =>
                    {
                        c.Emit(new Noted($"there: {c.World.HasBody(Stage.Id(0))}"));
                        c.Send(Stage.Id(0), new Say("anyone?"));
                    },
                }),
            ],
        }.Run();
        run.When<AgentStopped>().ShouldBe([(0.01, 0, new AgentStopped("done here"))]);
        run.Notes(0).ShouldBe(["0.01 last words"]);
        run.Notes(1).ShouldBe(["1 there: False"]);
        run.Result.Metrics.Find("network.undelivered").ShouldBe(1);
        run.Result.Outcome.ShouldBe(RunOutcome.Completed);
    }

    [Fact]
    public void FinishRun_ends_the_run_with_the_window()
    {
        StageRun run = new Stage
        {
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    Start = (_, c) => c.Schedule(Stage.For(2), new Say("")),
                    Timer = (_, c, tag) =>
                    {
                        c.Emit(new Noted(((Say)tag).Text));
                        c.FinishRun("nothing left to carry");
                        if (tag is Say { Text: "" })
                        {
                            c.Schedule(new SimDuration(1), new Say("still in the window"));
                            c.Schedule(Stage.For(1), new Say("never"));
                        }
                    },
                }),
            ],
        }.Run();
        run.Notes(0).ShouldBe(["2 ", "2.000001 still in the window"]);
        (run.Result.Outcome, run.Result.EndReason).ShouldBe((RunOutcome.Completed, "nothing left to carry"));
        run.Result.SimulatedTime.ShouldBe(Stage.At(2.01));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Spawned_agents_are_numbered_by_time_parent_and_count_whatever_the_regions(int regions)
    {
        StageRun run = new Stage
        {
            Agents = [.. Enumerable.Range(0, 6).Select(i => Stage.Actor($"p{i}", () => Parent(i)))],
        }.Run(regions);
        run.Result.AgentNames.Skip(6).ShouldBe(
            ["p0/kid-0", "p3/kid-0", "p0/kid-1", "p2/kid-0", "p2/kid-1", "p4/kid-0", "p2/kid-2", "p0/kid-0/kid-0"]);
        run.Notes(2).ShouldBe(
            ["0.014 told of p2/kid-0 #9", "0.014 told of p2/kid-1 #10", "0.015 told of p2/kid-2 #12"]);
        run.Result.Agents.ShouldBe(14);

        static Scripted Parent(int i) => new()
        {
            Start = (_, c) =>
            {
                (int Micros, int Count)[] births = i switch
                {
                    0 => [(1000, 1), (4000, 1)],
                    2 => [(4000, 2), (5000, 1)],
                    3 => [(3000, 1)],
                    4 => [(4000, 1)],
                    _ => [],
                };
                foreach ((int micros, int count) in births)
                {
                    c.Schedule(new SimDuration(micros), new Say($"{count}"));
                }
            },
            Timer = (_, c, tag) =>
            {
                for (int k = 0; k < ((Say)tag).Text[0] - '0'; k++)
                {
                    c.Spawn(new AgentBlueprint("kid", () => new Scripted
                    {
                        Start = (_, kid) =>
                        {
                            if (kid.Name == "p0/kid-0")
                            {
                                kid.Spawn(new AgentBlueprint("kid", () => new Scripted()));
                            }
                        },
                    }));
                }
            },
            Message = (_, c, _, m) =>
            {
                if (m is AgentSpawned spawned)
                {
                    c.Emit(new Noted($"told of {spawned.Name} {spawned.Child}"));
                }
            },
        };
    }

    [Fact]
    public void A_child_starts_one_lookahead_after_it_was_asked_for()
    {
        StageRun run = new Stage
        {
            Agents =
            [
                Stage.Actor("p", () => new Scripted
                {
                    Start = (_, c) => c.Spawn(new AgentBlueprint("kid", () => new Scripted
                    {
                        Start = (_, kid) => kid.Emit(new Noted(kid.Name)),
                    })
                    { Body = Body.At(new Vec3(1, 2, 3)) }),
                    Message = (_, c, _, m) => c.Emit(
                        new Noted($"{c.World.BodyOf(((AgentSpawned)m).Child).Position}")),
                }),
            ],
        }.Run();
        run.Notes(1).ShouldBe(["0.01 p/kid-0"]);
        run.Notes(0).ShouldBe(["0.01 (1, 2, 3)"]);
    }

    [Fact]
    public void A_child_for_an_undeclared_squad_is_the_parents_bug()
    {
        StageRun run = new Stage
        {
            Agents =
            [
                Stage.Actor("p", () => new Scripted
                {
                    Start = (_, c) => c.Spawn(new AgentBlueprint("kid", () => new Scripted()) { Squad = "nowhere" }),
                }),
            ],
        }.Run();
        run.Result.Outcome.ShouldBe(RunOutcome.Failed);
        run.Result.Failure!.Agent.ShouldBe("p");
        run.Result.Failure.Message.ShouldContain("squad nowhere, which is not declared");
    }

    [Fact]
    public void A_message_that_would_arrive_inside_the_window_is_a_hard_error_whatever_the_policy()
    {
        // Nothing but a broken network can do this; a negative size stands in for one.
        foreach (ErrorPolicy policy in Enum.GetValues<ErrorPolicy>())
        {
            StageRun run = new Stage
            {
                OnError = policy,
                Link = new LinkSpec(SimDuration.FromMillis(10)) { BitsPerSecond = 1000 },
                Agents =
                [
                    Stage.Actor("a", () => new Scripted
                    {
                        Start = (_, c) => c.Schedule(Stage.For(1), new Say("")),
                        Timer = (_, c, _) => c.Send(c.Self, new Say("", Bytes: -1)),
                    }),
                ],
            }.Run();
            run.Result.Outcome.ShouldBe(RunOutcome.Failed, $"under {policy}");
            run.Result.Failure!.Message.ShouldContain("inside the window that ends at 1.01s; the lookahead is 0.01s");
        }
    }

    [Fact]
    public void Sending_to_nobody_is_a_bug_that_names_the_message()
    {
        StageRun run = new Stage
        {
            Agents = [Stage.Actor("a", () => new Scripted { Start = (_, c) => c.Send(Stage.Id(5), new Say("")) })],
        }.Run();
        run.Result.Failure!.Message.ShouldContain("a sends Say to an agent that does not exist");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_timer_that_does_not_lie_in_the_future_is_a_bug(long micros)
    {
        StageRun run = new Stage
        {
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    Start = (_, c) => c.Schedule(new SimDuration(micros), new Say("")),
                }),
            ],
        }.Run();
        run.Result.Failure!.Message.ShouldContain("a timer lies in the future");
    }

    [Fact]
    public void A_body_that_is_not_finite_is_a_bug()
    {
        StageRun run = new Stage
        {
            Agents =
            [
                Stage.Actor("a", () => new Scripted
                {
                    Start = (_, c) => c.Publish(Body.At(new Vec3(double.NaN, 0, 0))),
                }),
            ],
        }.Run();
        run.Result.Failure!.Message.ShouldContain("not finite");
    }

    [Fact]
    public void A_run_can_be_made_any_number_of_times_from_one_simulation()
    {
        Simulation simulation = new Workshop { Jobs = 3 }.Build();
        SequentialHost.Run(simulation).Digest.ShouldBe(SequentialHost.Run(simulation).Digest);
    }

    [Fact]
    public void An_interrupted_run_says_so_and_keeps_what_it_has()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        RunResult result = SequentialHost.Run(new Workshop().Build(), cancelled.Token);
        (result.Outcome, result.EndReason, result.Windows).ShouldBe((RunOutcome.Interrupted, "interrupted", 0));
    }
}

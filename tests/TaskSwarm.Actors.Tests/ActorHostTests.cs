using System.Runtime.CompilerServices;
using Shouldly;
using TaskSwarm.Actors.Logging;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using Xunit;

namespace TaskSwarm.Actors.Tests;

public sealed class ActorHostTests
{
    [Fact]
    public void A_bug_in_an_agent_ends_the_run_with_agent_time_event_and_seed()
    {
        RunResult result = Run(Simulation(static (context, tick) =>
        {
            if (tick == 4 && context.Self.Index == 1)
            {
                throw new InvalidOperationException("off by one");
            }
        }));
        result.Outcome.ShouldBe(RunOutcome.Failed);
        RunFailure failure = result.Failure.ShouldNotBeNull();
        failure.Agent.ShouldBe("agent-1");
        failure.Time.ShouldBe(SimTime.FromSeconds(0.4));
        failure.Event.ShouldBe("Tick");
        failure.Message.ShouldBe("InvalidOperationException: off by one");
        failure.Seed.ShouldBe(7UL);

        // The frame that threw is always there; those between it and the host the compiler may have inlined.
        failure.Details.ShouldContain(nameof(ActorHostTests));
    }

    [Fact]
    public void An_agent_that_cannot_be_made_again_ends_the_run_instead_of_the_host()
    {
        int made = 0;
        var blueprint = new AgentBlueprint("once", () => Interlocked.Increment(ref made) == 1
            ? new Scripted(static (_, _) => { })
            : throw new InvalidOperationException("no spare part"));
        RunResult result = Run(Simulation(static (_, _) => { }) with
        {
            Agents = [blueprint],
            Faults = [new Fault.Crash(new AgentId(0), SimTime.FromSeconds(0.1), "hit")
            {
                RepairAfter = SimDuration.FromMillis(100),
            }],
        });
        result.Failure.ShouldNotBeNull().Message.ShouldBe("InvalidOperationException: no spare part");
    }

    [Fact]
    public void Cancelling_ends_the_run_after_the_window_that_is_open()
    {
        using var stop = new CancellationTokenSource();
        Simulation simulation = Simulation(static (_, _) => { }) with
        {
            CreateReaders = () => [new Journal(window =>
            {
                if (window.Number == 3)
                {
                    stop.Cancel();
                }
            })],
        };
        RunResult result = ActorHost.Run(new RunCore(simulation, 2), cancellation: stop.Token);
        result.Outcome.ShouldBe(RunOutcome.Interrupted);
        result.Windows.ShouldBe(3);
    }

    [Fact]
    public void A_reader_that_throws_fails_the_run_with_a_clear_message()
    {
        Simulation simulation = Simulation(static (_, _) => { }) with
        {
            CreateReaders = () => [new Journal(window =>
            {
                if (window.Number == 2)
                {
                    throw new InvalidOperationException("cannot count");
                }
            })],
        };
        ActorRuntimeException error = Should.Throw<ActorRuntimeException>(() => Run(simulation));
        error.Message.ShouldBe("The run could not go on after window [2] at 0.02s: cannot count");
    }

    [Fact]
    public void Unknown_squads_fail_before_anything_runs()
    {
        Simulation simulation = Simulation(static (_, _) => { }) with
        {
            Squads = [new SquadSpec("swarm", SupervisionPolicy.Default) { Parent = "nowhere" }],
        };
        Should.Throw<ActorRuntimeException>(() => Run(simulation)).Message
            .ShouldContain("Squad swarm lies in squad nowhere, which is not declared.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void Workers_out_of_bounds_are_refused(int workers) => Should.Throw<ArgumentOutOfRangeException>(
        () => ActorHost.Run(
            new RunCore(Simulation(static (_, _) => { }), 1), new ActorHostOptions { Workers = workers }))
        .Message.ShouldStartWith("Workers must be from 1 to 1024.");

    [Fact]
    public void Nothing_of_a_run_stays_when_it_is_over()
    {
        WeakReference system = RunAndForget();
        for (int i = 0; i < 20 && system.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        system.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void The_log_tells_of_supervision_to_whoever_asks()
    {
        var entries = new List<HostLogEntry>();
        Simulation simulation = Simulation(static (_, _) => { }) with
        {
            Faults = [new Fault.Crash(new AgentId(0), SimTime.FromSeconds(0.1), "hit by a bird")],
        };
        ActorHost.Run(new RunCore(simulation, 1), new ActorHostOptions
        {
            LogLevel = HostLogLevel.Debug,
            Log = entry =>
            {
                lock (entries)
                {
                    entries.Add(entry);
                }
            },
        });
        entries.ShouldContain(e => e.Level == HostLogLevel.Debug
            && e.Message.Contains("hit by a bird", StringComparison.Ordinal)
            && e.Message.Contains("Restart", StringComparison.Ordinal));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunAndForget()
    {
        WeakReference? seen = null;
        ActorHost.Run(new RunCore(SomeSwarm.Of(1), 3), new ActorHostOptions
        {
            Workers = 2,
            OnSystem = system => seen = new WeakReference(system),
        });
        return seen!;
    }

    private static RunResult Run(Simulation simulation) =>
        ActorHost.Run(new RunCore(simulation, 2), new ActorHostOptions { Workers = 2 });

    private static Simulation Simulation(Action<AgentContext, int> onTick) => new()
    {
        Name = "host",
        Kind = "test",
        Strategy = "none",
        Seed = 7,
        End = SimTime.FromSeconds(1),
        Network = new NetworkModel(new LinkSpec(SimDuration.FromMillis(20))),
        Agents = [.. Enumerable.Range(0, 3).Select(i => new AgentBlueprint($"agent-{i}", () => new Scripted(onTick)))],
    };
}

using Shouldly;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using Xunit;

namespace TaskSwarm.Actors.Tests.Supervision;

public sealed class SupervisionTests
{
    private static readonly SupervisionPolicy Quick = new() { Backoff = SimDuration.FromMillis(10) };

    [Fact]
    public void Agents_live_below_their_squads_and_regions()
    {
        Watched run = Watched.Run(Nested(SupervisionDirective.Restart), regions: 2);
        run.Path(0).ShouldBe("/user/runs/demo/region-0/alpha/a-0");
        run.Path(2).ShouldBe("/user/runs/demo/region-1/alpha/bravo/b-2");
    }

    [Fact]
    public void Names_that_are_no_path_elements_are_escaped()
    {
        Watched run = Watched.Run(Simulation(
            [new SquadSpec("swarm", Quick), new SquadSpec("x", Quick) { Parent = "swarm" }],
            [Quiet("x", "swarm"), Quiet("Lkw 7/\u00e4", "x"), Quiet("$system", "swarm")]));
        run.Path(0).ShouldEndWith("/swarm/x~");
        run.Path(1).ShouldEndWith("/swarm/x/Lkw%207%2F%C3%A4");
        run.Path(2).ShouldEndWith("/swarm/%24system");
    }

    [Fact]
    public void A_simulated_crash_restarts_the_real_actor()
    {
        Watched run = Watched.Run(Simulation(
            [new SquadSpec("swarm", Quick)],
            [Quiet("steady"), Quiet("fragile")],
            new Fault.Crash(new AgentId(1), SimTime.FromSeconds(0.5), "hit"),
            new Fault.Crash(new AgentId(1), SimTime.FromSeconds(1), "hit again")));
        (run.Seat(0).Incarnations, run.Seat(1).Incarnations).ShouldBe((1, 3));
        run.Terminated.ShouldBeEmpty();
        run.Core.Cells[1].Status.ShouldBe(AgentStatus.Up);
    }

    [Fact]
    public void A_permanent_crash_stops_the_real_actor()
    {
        Simulation simulation = Simulation(
            [new SquadSpec("swarm", Quick)],
            [Quiet("steady"), Quiet("fragile")],
            new Fault.Crash(new AgentId(1), SimTime.FromSeconds(0.5), "burnt") { Permanent = true });
        Watched run = Watched.Run(simulation, waitForTermination: true);
        run.Terminated.ShouldBe(["fragile"]);
        run.Seat(1).Incarnations.ShouldBe(1);
        run.Core.Cells[1].Status.ShouldBe(AgentStatus.Stopped);
    }

    [Fact]
    public void An_agent_that_leaves_takes_its_actor_along()
    {
        Simulation simulation = Simulation(
            [new SquadSpec("swarm", Quick)],
            [Quiet("steady"), Acting("guest", 3, static context => context.Stop("goes home"))]);
        Watched.Run(simulation, waitForTermination: true).Terminated.ShouldBe(["guest"]);
    }

    [Fact]
    public void Restarts_beyond_the_bound_stop_the_actor()
    {
        Simulation simulation = Simulation(
            [new SquadSpec("swarm", Quick with { MaxRestarts = 1 })],
            [Quiet("steady"), Quiet("fragile")],
            new Fault.Crash(new AgentId(1), SimTime.FromSeconds(0.5), "hit"),
            new Fault.Crash(new AgentId(1), SimTime.FromSeconds(1), "hit again"));
        Watched run = Watched.Run(simulation, waitForTermination: true);
        run.Seat(1).Incarnations.ShouldBe(2);
        run.Terminated.ShouldBe(["fragile"]);
    }

    [Fact]
    public void An_escalated_failure_restarts_the_squad_and_all_its_members_but_not_its_parent()
    {
        var crash = new Fault.Crash(new AgentId(2), SimTime.FromSeconds(0.5), "hit");
        Watched run = Watched.Run(Nested(SupervisionDirective.Restart, crash), regions: 2);

        // The failed agent restarts with its supervisor; its comrade again when simulated time says so.
        (run.Seat(2).Incarnations, run.Seat(3).Incarnations).ShouldBe((2, 3));
        (run.Seat(0).Incarnations, run.Seat(1).Incarnations).ShouldBe((1, 1));
        run.Core.Cells.ShouldAllBe(cell => cell.Status == AgentStatus.Up);
        run.Terminated.ShouldBeEmpty();
    }

    [Fact]
    public void A_squad_that_hands_a_failure_on_restarts_with_its_parent_squad()
    {
        var crash = new Fault.Crash(new AgentId(2), SimTime.FromSeconds(0.5), "hit");
        Watched run = Watched.Run(Nested(SupervisionDirective.Escalate, crash), regions: 2);

        // The other region holds the rest of the parent squad: it restarts only when simulated time says so.
        (run.Seat(2).Incarnations, run.Seat(3).Incarnations).ShouldBe((2, 3));
        (run.Seat(0).Incarnations, run.Seat(1).Incarnations).ShouldBe((2, 2));
        run.Core.Cells.ShouldAllBe(cell => cell.Status == AgentStatus.Up);
    }

    [Fact]
    public void Spawned_agents_get_actors_in_the_squad_they_name()
    {
        Watched run = Watched.Run(Simulation(
            [new SquadSpec("swarm", Quick), new SquadSpec("brood", Quick)],
            [Acting("parent", 2, static context => context.Spawn(Quiet("child", "brood")))]));
        run.Core.Cells.Count.ShouldBe(2);
        run.Path(1).ShouldBe("/user/runs/demo/region-0/brood/parent%2Fchild-0");
    }

    [Fact]
    public void No_message_of_a_run_is_a_dead_letter()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            Watched.Run(SomeSwarm.Of(seed), regions: 3).DeadLetters.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Random_swarms_meet_every_kind_of_failure()
    {
        var lines = new List<string>();
        for (ulong seed = 1; seed <= 10; seed++)
        {
            RunResult result = SequentialHost.Run(SomeSwarm.Of(seed));
            lines.AddRange(result.Reader<Journal>()!.Lines);
        }

        string[] expected =
        [
            "Directive = Restart", "Directive = Stop", "Directive = Escalate", "FromCheckpoint = True",
            "FromCheckpoint = False", "error: InvalidOperationException", "had enough", "restarts within",
            "random failure", "squad",
        ];
        foreach (string text in expected)
        {
            lines.ShouldContain(line => line.Contains(text, StringComparison.Ordinal), text);
        }
    }

    /// <summary>Squad alpha with agents 0 and 1, and within it bravo, which escalates, with agents 2 and 3.</summary>
    private static Simulation Nested(SupervisionDirective onEscalation, params Fault[] faults) => Simulation(
        [
            new SquadSpec("alpha", Quick) { OnEscalation = Quick },
            new SquadSpec("bravo", Quick with { Directive = SupervisionDirective.Escalate })
            {
                Parent = "alpha",
                OnEscalation = Quick with { Directive = onEscalation },
            },
        ],
        [Quiet("a-0", "alpha"), Quiet("a-1", "alpha"), Quiet("b-2", "bravo"), Quiet("b-3", "bravo")],
        faults);

    private static AgentBlueprint Quiet(string name, string squad = SquadSpec.DefaultName) =>
        new(name, static () => new Scripted(static (_, _) => { })) { Squad = squad };

    private static AgentBlueprint Acting(string name, int atTick, Action<AgentContext> act) =>
        new(name, () => new Scripted((context, tick) =>
        {
            if (tick == atTick)
            {
                act(context);
            }
        }));

    private static Simulation Simulation(
        IReadOnlyList<SquadSpec> squads, IReadOnlyList<AgentBlueprint> agents, params Fault[] faults) => new()
        {
            Name = "supervision",
            Kind = "test",
            Strategy = "none",
            Seed = 7,
            End = SimTime.FromSeconds(2),
            Network = new NetworkModel(new LinkSpec(SimDuration.FromMillis(20))),
            Squads = squads,
            Agents = agents,
            Faults = faults,
        };
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Tests.Cli;

/// <summary>A kind whose one agent does what a test asks for, to see what the command line makes of it.</summary>
internal sealed class DrillKind : IScenarioKind
{
    /// <summary>A scenario in which all goes well.</summary>
    public const string Scenario =
        """
        taskswarm: 1
        kind: drill
        name: monday
        seed: 7
        duration: 10s
        network: { latency: 20ms }
        does: work
        """;

    private static readonly Field<string> Does = Field.Required("does", "what the agent does", Shape.Text());

    /// <inheritdoc/>
    public string Name => "drill";

    /// <inheritdoc/>
    public string Description => "an agent that does as it is told";

    /// <inheritdoc/>
    public string DefaultStrategy => "contract-net";

    /// <inheritdoc/>
    public string? Objection(StrategyInfo strategy) =>
        strategy.Name == DefaultStrategy ? null : "a recruit does as it is told";

    /// <inheritdoc/>
    public IReadOnlyList<Field> Sections { get; } = [Does];

    /// <inheritdoc/>
    public string Template => Scenario;

    /// <inheritdoc/>
    public Simulation? Build(ScenarioReading scenario)
    {
        string does = scenario.Get(Does);
        return scenario.Assemble([new AgentBlueprint("recruit", () => new Recruit(does))]) with
        {
            CreateReaders = () => does == "draw" ? [new Draughtsman()] : [],
        };
    }

    private sealed class Recruit(string does) : Agent
    {
        private static readonly TaskId Drill = new(1);

        public override void OnStart(AgentContext context)
        {
            context.Emit(new TaskAnnounced(Drill, "push-ups", context.Now, SimTime.Never));
            context.Emit(new TaskAwarded(Drill, 1, context.Self, 1));
            context.Schedule(SimDuration.FromSeconds(3), new Whistle());
        }

        public override void OnTimer(AgentContext context, IMessage tag)
        {
            switch (does)
            {
                case "throw":
                    throw new InvalidOperationException("the recruit [1] fell over");
                case "fail":
                    context.Emit(new TaskFailed(Drill, "no strength left"));
                    break;
                case "repeat":
                    context.Emit(new TaskCompleted(Drill, 1, context.Self, context.Now));
                    context.Emit(new TaskCompleted(Drill, 1, context.Self, context.Now));
                    break;
                default:
                    context.Emit(new TaskCompleted(Drill, 1, context.Self, context.Now));
                    break;
            }
        }

        public override void Capture(StateWriter writer)
        {
        }

        public override void Restore(StateReader reader)
        {
        }
    }

    private sealed record Whistle : IMessage;

    private sealed class Draughtsman : IRunReader, IPictureSource, IPlanSource
    {
        public void OnEvent(in EventRecord record)
        {
        }

        public void Capture(StateWriter writer)
        {
        }

        public void Restore(StateReader reader)
        {
        }

        public RunPicture Picture(IReadOnlyList<string> agentNames) => new(
            "Drill", [new MapPanel("Yard", [new Track(agentNames[0], [Vec3.Zero, new Vec3(3, 4, 0)], 0)], [])]);

        public string PlanJson() => """{"routes": [[1]]}""";
    }
}

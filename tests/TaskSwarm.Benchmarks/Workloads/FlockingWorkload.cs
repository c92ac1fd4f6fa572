using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Random;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Benchmarks.Workloads;

/// <summary>
/// Reynolds' boids as the public comparison of agent frameworks declares them: a torus, unit speed, cohesion 0.03,
/// separation 0.015 below distance 1, matching 0.05, new velocity = old + mean over neighbours of the three,
/// normalised, 100 steps. All agents read the state of the last step. Counted: agent-steps.
/// </summary>
public sealed class FlockingWorkload : IWorkload
{
    private const int Steps = 100;
    private const double Cohere = 0.03;
    private const double Separate = 0.015;
    private const double Match = 0.05;

    private static readonly SimDuration Step = SimDuration.FromMillis(100);

    /// <inheritdoc/>
    public string Name => "flocking";

    /// <inheritdoc/>
    /// <remarks>N = 200 on 100 x 100 with vision 5; 400 on 150 x 150 with vision 15; every other N with vision 5 and
    /// the density of 10,000 on 316 x 316.</remarks>
    public Simulation Build(int agents)
    {
        (double side, double vision) = agents switch
        {
            200 => (100.0, 5.0),
            400 => (150.0, 15.0),
            10_000 => (316.0, 5.0),
            _ => (316.0 * Math.Sqrt(agents / 10_000.0), 5.0),
        };
        var random = new RandomStream(1, "flocking", "placement");
        return new Simulation
        {
            Name = Name,
            Kind = "benchmark",
            Strategy = "none",
            Seed = 1,
            End = SimTime.Zero + new SimDuration(Step.Micros * Steps),
            World = new WorldSpec { WrapX = side, WrapY = side },
            Network = new NetworkModel(new LinkSpec(Step)),
            Agents = [.. Enumerable.Range(0, agents).Select(i => Place(i, side, vision, random))],
        };
    }

    /// <inheritdoc/>
    public long Units(RunResult result) => (long)Steps * result.Agents;

    private static AgentBlueprint Place(int number, double side, double vision, RandomStream random)
    {
        var position = new Vec3(random.NextUniform(0, side), random.NextUniform(0, side), 0);
        double angle = random.NextUniform(0, 2 * Math.PI);
        var body = new Body(position, new Vec3(Math.Cos(angle), Math.Sin(angle), 0));
        return new AgentBlueprint($"bird-{number}", () => new Bird(body, side, vision)) { Body = body };
    }

    private sealed record Tick : IMessage
    {
        public static readonly Tick Instance = new();
    }

    private sealed class Bird : Agent
    {
        private static readonly ThreadLocal<List<Neighbour>> s_found = new(() => []);

        private readonly double _side;
        private readonly double _vision;
        private Body _body;

        public Bird(Body body, double side, double vision) => (_body, _side, _vision) = (body, side, vision);

        public override void OnStart(AgentContext context) => context.Schedule(Step, Tick.Instance);

        public override void OnTimer(AgentContext context, IMessage tag)
        {
            List<Neighbour> near = s_found.Value!;
            context.World.Neighbours(_body.Position, _vision, context.Self, near);
            Vec3 velocity = _body.Velocity + Pull(near);
            double speed = velocity.Length;
            velocity = speed > 0 ? velocity * (1 / speed) : _body.Velocity;
            Vec3 moved = _body.Position + velocity;
            _body = new Body(new Vec3(Wrap(moved.X), Wrap(moved.Y), 0), velocity);
            context.Publish(_body);
            context.Schedule(Step, Tick.Instance);
        }

        public override void Capture(StateWriter writer) => writer.Write(_body);

        public override void Restore(StateReader reader) => _body = reader.ReadBody();

        private static Vec3 Pull(List<Neighbour> near)
        {
            Vec3 sum = default;
            foreach (Neighbour other in near)
            {
                sum += (other.Offset * Cohere) + (other.Velocity * Match);
                if (other.Offset.LengthSquared < 1)
                {
                    sum -= other.Offset * Separate;
                }
            }

            return near.Count == 0 ? sum : sum * (1.0 / near.Count);
        }

        private double Wrap(double x) => x >= _side ? x - _side : x < 0 ? x + _side : x;
    }
}

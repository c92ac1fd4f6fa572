using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.FormationFlight.Agents;
using TaskSwarm.Scenarios.FormationFlight.Control;

namespace TaskSwarm.Scenarios.FormationFlight.Declared;

/// <summary>The section <c>control</c>: the law, its gains, its periods and what keeps drones apart.</summary>
internal sealed record ControlSection
{
    private static readonly Field<ControlLaw> LawField = Field.WithDefault(
        "law", "how formation is kept",
        Shape.Choice(
            ("virtual-structure", ControlLaw.VirtualStructure), ("leader-follower", ControlLaw.LeaderFollower),
            ("consensus", ControlLaw.Consensus), ("flocking", ControlLaw.Flocking)),
        or: "virtual-structure");

    private static readonly Field<Located<double>> GainField = Field.WithDefault(
        "gain", "approach speed for each metre from the slot; in consensus the gain on each neighbour; 1/s",
        Shape.Number(above: 0, max: 1000).Located(), or: "0.9");

    private static readonly Field<double> PinField = Field.WithDefault(
        "pin", "in consensus, the gain on the planned way of drones that hear the leader, 1/s",
        Shape.Number(min: 0, max: 1000), or: "0");

    private static readonly Field<double> DecelerationField = Field.WithDefault(
        "deceleration", "braking that approaches count on", Shape.Acceleration(above: "0m/s2"), or: "2m/s2");

    private static readonly Field<Located<GraphSection>> GraphField = Field.WithDefault(
        "graph", "in consensus, which slots listen to each other: a named graph, or a list of pairs of slots",
        GraphSection.Shaped.Located(), or: "ring");

    private static readonly Field<Located<SimDuration>> TickField = Field.WithDefault(
        "tick", "control period", Shape.Duration(above: "0s", max: "10s").Located(), or: "50ms");

    private static readonly Field<SimDuration> SampleField = Field.WithDefault(
        "sample", "how often a drone's state is recorded: a multiple of the control period",
        Shape.Duration(above: "0s", max: "1h"), or: "200ms");

    private static readonly Field<SimDuration> BeaconField = Field.WithDefault(
        "beacon", "how often the leader tells where the formation is", Shape.Duration(above: "0s", max: "1h"),
        or: "200ms");

    private static readonly Field<SimDuration> TimeoutField = Field.WithDefault(
        "leaderTimeout", "after this silence the leader is taken to be lost", Shape.Duration(above: "0s", max: "1h"),
        or: "1s");

    private static readonly Field<double> SeparationField = Field.WithDefault(
        "separation", "distance that drones keep from each other; 0 switches avoidance off",
        Shape.Length(min: "0m", max: "1km"), or: "3m");

    private static readonly Field<double> ClearanceField = Field.WithDefault(
        "clearance", "distance that drones keep from obstacles", Shape.Length(min: "0m", max: "1km"), or: "3m");

    private static readonly Field<double> SensingField = Field.WithDefault(
        "sensing", "how far drones sense each other", Shape.Length(above: "0m", max: "10km"), or: "25m");

    private static readonly Field<double> CollisionField = Field.WithDefault(
        "collision", "closer than this is a collision", Shape.Length(above: "0m", max: "100m"), or: "0.6m");

    private static readonly Field<double> ToleranceField = Field.WithDefault(
        "tolerance", "a drone this close to its slot is in it", Shape.Length(above: "0m", max: "1km"), or: "1m");

    private static readonly Field<BidMeasure> BidField = Field.WithDefault(
        "bid", "what a bid for a slot counts",
        Shape.Choice(
            ("time", BidMeasure.Time), ("distance", BidMeasure.Distance), ("energy", BidMeasure.Energy)),
        or: "time");

    /// <summary>The law.</summary>
    public required ControlLaw Law { get; init; }

    /// <summary>Gain, 1/s.</summary>
    public required Located<double> Gain { get; init; }

    /// <summary>Gain on the planned way, 1/s.</summary>
    public required double Pin { get; init; }

    /// <summary>Braking, m/s^2.</summary>
    public required double Deceleration { get; init; }

    /// <summary>Who listens to whom.</summary>
    public required Located<GraphSection> Graph { get; init; }

    /// <summary>Control period.</summary>
    public required Located<SimDuration> Tick { get; init; }

    /// <summary>Sampling period.</summary>
    public required SimDuration Sample { get; init; }

    /// <summary>Beacon period.</summary>
    public required SimDuration Beacon { get; init; }

    /// <summary>Silence that means loss.</summary>
    public required SimDuration LeaderTimeout { get; init; }

    /// <summary>What keeps drones apart; null without.</summary>
    public required GuardParameters? Guard { get; init; }

    /// <summary>Distance of a collision, m.</summary>
    public required double Collision { get; init; }

    /// <summary>Distance that counts as in place, m.</summary>
    public required double Tolerance { get; init; }

    /// <summary>What bids count.</summary>
    public required BidMeasure Bid { get; init; }

    /// <summary>The section as a file may write it.</summary>
    public static Shape<ControlSection> Shaped { get; } = Shape.Section(
        "the control",
        [
            LawField, GainField, PinField, DecelerationField, GraphField, TickField, SampleField, BeaconField,
            TimeoutField, SeparationField, ClearanceField, SensingField, CollisionField, ToleranceField, BidField,
        ],
        Read);

    private static ControlSection Read(SectionReading read)
    {
        var (tick, sample) = (read.Get(TickField), read.Get(SampleField));
        if (sample.Micros % tick.Value.Micros != 0)
        {
            read.Problem(SampleField, sample.ToString(), $"a multiple of the control period {tick.Value}");
        }

        var separation = read.Get(SeparationField);
        if (separation > 0 && separation <= read.Get(CollisionField))
        {
            read.Problem(
                SeparationField, $"{separation} m", $"more than the collision distance {read.Get(CollisionField)} m");
        }

        return new ControlSection
        {
            Law = read.Get(LawField),
            Gain = read.Get(GainField),
            Pin = read.Get(PinField),
            Deceleration = read.Get(DecelerationField),
            Graph = read.Get(GraphField),
            Tick = tick,
            Sample = sample,
            Beacon = read.Get(BeaconField),
            LeaderTimeout = read.Get(TimeoutField),
            Guard = separation <= 0 ? null : new GuardParameters
            {
                Separation = separation,
                Clearance = read.Get(ClearanceField),
                SensingRange = Math.Max(read.Get(SensingField), 2 * separation),
            },
            Collision = read.Get(CollisionField),
            Tolerance = read.Get(ToleranceField),
            Bid = read.Get(BidField),
        };
    }
}

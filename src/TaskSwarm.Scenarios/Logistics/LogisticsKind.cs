using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format;
using TaskSwarm.Scenarios.Logistics.Agents;
using TaskSwarm.Scenarios.Logistics.Routing;
using TaskSwarm.Scenarios.Logistics.Runs;
using TaskSwarm.Scenarios.Logistics.Sections;

namespace TaskSwarm.Scenarios.Logistics;

/// <summary>
/// Vehicles that fetch and bring loads within time windows. They bid for requests by what a request lengthens their
/// route; loads that are not picked up yet are re-auctioned and swapped; breakdowns and slow traffic are recovered
/// from.
/// </summary>
public sealed class LogisticsKind : IScenarioKind
{
    private const string DispatcherName = "dispatcher";

    private const string CentralStrategy = "large-neighbourhood-search";

    internal static readonly Field<SimDuration> Planning = Field.WithDefault(
        "planning", "how long before the day the run begins; all times of the day count from its end",
        Shape.Duration(), or: "10min");

    internal static readonly Field<string> Instance = Field.Optional(
        "instance", "a Li-Lim or Solomon file with vehicles and requests, packed (.gz) or not", Shape.Text());

    internal static readonly Field<double> InstanceFixedCost = Field.WithDefault(
        "instanceFixedCost", "cost of using a vehicle of the instance, in its units of length",
        Shape.Number(min: 0, max: 1_000_000), or: "1000");

    internal static readonly Field<IReadOnlyList<KeyValuePair<string, Routing.Place>>> Depots = Field.Optional(
        "depots", "names and places of depots", Shape.Map(MapShapes.Place, 1, 10_000));

    internal static readonly Field<IReadOnlyList<VehicleGroup>> Vehicles = Field.Optional(
        "vehicles", "groups of vehicles that are alike", Shape.List(VehicleGroup.Shaped, 1, 10_000));

    internal static readonly Field<IReadOnlyList<RequestDeclaration>> Requests = Field.Optional(
        "requests", "what is to be moved", Shape.List(RequestDeclaration.Shaped, 1, 100_000));

    internal static readonly Field<IReadOnlyList<JamDeclaration>> Traffic = Field.WithDefault(
        "traffic", "where and when vehicles are slower", Shape.List(JamDeclaration.Shaped, 0, 1000), or: "[]");

    internal static readonly Field<ReauctionSection> Reauction = Field.WithDefault(
        "reauction", "how loads that are not picked up yet change hands", ReauctionSection.Shaped, or: "{}");

    private static readonly Field<long> BestVehicles = Field.Required(
        "vehicles", "how many vehicles the best known plan uses", Shape.WholeNumber(1, 1_000_000));

    private static readonly Field<double> BestDistance = Field.Required(
        "distance", "length of the best known plan, in kilometres", Shape.Number(above: 0));

    internal static readonly Field<BestKnown> Best = Field.Optional(
        "bestKnown", "the best known plan, for comparison",
        Shape.Section(
            "the best known plan", [BestVehicles, BestDistance],
            read => new BestKnown((int)read.Get(BestVehicles), read.Get(BestDistance))));

    /// <inheritdoc/>
    public string Name => "logistics";

    /// <inheritdoc/>
    public string Description => "vehicles that fetch and bring loads within time windows";

    /// <inheritdoc/>
    public string DefaultStrategy => "contract-net";

    /// <inheritdoc/>
    public string? Objection(StrategyInfo strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return strategy.Name == CentralStrategy ? null : BatchStrategies.Objection(strategy);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Field> Sections { get; } =
        [Planning, Instance, InstanceFixedCost, Depots, Vehicles, Requests, Traffic, Reauction, Best];

    /// <inheritdoc/>
    public string Template => LogisticsTemplate.Text;

    /// <inheritdoc/>
    public Simulation? Build(ScenarioReading scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var settings = scenario.Allocation;
        if (FleetReader.Read(scenario) is not { } found)
        {
            return null;
        }

        var reauction = scenario.Get(Reauction);
        var day = scenario.Get(Planning).Micros;
        var isPlain = settings.Options.Rule == StrategyOptions.PlainRule;
        var plan = new FleetPlan
        {
            Fleet = found.Fleet,
            Requests = found.Requests,
            ContractNet = settings.ContractNet with { RetryAfter = settings.ContractNet.ReplyWithin * 10 },
            MaxRounds = settings.Strategy.Name == "iterated-contract-net" ? settings.Options.MaxRounds : 1,
            Reauction = isPlain ? reauction.Options with { Rounds = 0 } : reauction.Options,
            DayRounds = reauction.DayRounds,
            // The last messages of the planning must have been answered when the first vehicle leaves.
            PlanningEndMicros = Math.Max(0, day - (20 * settings.ContractNet.ReplyWithin.Micros)),
            Traffic = found.Traffic,
            Router = RouterOf(scenario, found),
            ThinkingStep = settings.Thinking,
        };
        var best = scenario.Has(Best) ? scenario.Get(Best) : null;
        return scenario.Assemble(AgentsOf(plan, DispatcherOf(scenario, plan))) with
        {
            Facts = new FleetFacts(plan),
            CreateReaders = () => [new LogisticsReader(plan, scenario.Name, best)],
        };
    }

    private static IRouter? RouterOf(ScenarioReading scenario, FleetReader found)
    {
        var settings = scenario.Allocation;
        if (!scenario.Strategies.IsRouter(settings.Strategy.Name))
        {
            return null;
        }

        var router = scenario.Strategies.CreateRouter(settings.Strategy.Name, settings.Options);
        var reports = found.Fleet.Select(v => new VehicleReport(v, Route.StartInDepot(v, 0), [], []));
        var whole = new RoutingDesk([.. reports], found.Requests, 0, long.MaxValue);
        if (router.Objection(whole.Problem) is { } objection)
        {
            scenario.RefuseStrategy(objection);
        }

        return router;
    }

    /// <summary>A router needs no rule for bids; the contract net that keeps its awards has one all the same.</summary>
    private static Func<DispatcherAgent> DispatcherOf(ScenarioReading scenario, FleetPlan plan)
    {
        if (plan.Router is not null)
        {
            var none = scenario.Strategies.CreateAwardRule("contract-net", scenario.Allocation.Options);
            return () => new DispatcherAgent(plan, none);
        }

        if (scenario.IsByAwardRule)
        {
            var rule = scenario.AwardRule;
            return () => new DispatcherAgent(plan, rule);
        }

        if (scenario.BatchObjection(plan.Fleet.Count, plan.Requests.Count) is { } objection)
        {
            scenario.RefuseStrategy(objection);
        }

        return () => new DispatcherAgent(plan, scenario.NewBatchRule());
    }

    private static List<AgentBlueprint> AgentsOf(FleetPlan plan, Func<DispatcherAgent> dispatcher)
    {
        var agents = new List<AgentBlueprint>
        {
            new(DispatcherName, dispatcher)
            {
                Body = Body.At(FleetPlan.At(plan.Fleet[0].Depot)),
            },
        };
        for (var v = 0; v < plan.Fleet.Count; v++)
        {
            var index = v;
            agents.Add(new AgentBlueprint(plan.Fleet[v].Name, () => new VehicleAgent(plan, index))
            {
                Body = Body.At(FleetPlan.At(plan.Fleet[v].Depot)),
            });
        }

        return agents;
    }
}

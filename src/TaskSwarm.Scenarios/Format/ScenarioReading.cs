using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Negotiation;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Scenarios.Format.Common;
using TaskSwarm.Scenarios.Import;

namespace TaskSwarm.Scenarios.Format;

/// <summary>A scenario whose every field is good: what a kind builds its <see cref="Simulation"/> from.</summary>
public sealed class ScenarioReading
{
    private readonly SectionReading read;
    private readonly IScenarioKind kind;
    private readonly IStrategyCatalog strategies;
    private readonly string file;
    private readonly Problems problems;
    private readonly IDictionary<string, string> companions;
    private readonly AllocationSection allocation;

    internal ScenarioReading(
        SectionReading read, IScenarioKind kind, IStrategyCatalog strategies, string file, Problems problems,
        IDictionary<string, string> companions)
    {
        this.companions = companions;
        this.read = read;
        this.kind = kind;
        this.strategies = strategies;
        this.file = file;
        this.problems = problems;
        allocation = ScenarioHead.AllocationOf(read, kind, strategies);
    }

    /// <summary>The scenario's name.</summary>
    public string Name => read.Get(ScenarioHead.Name);

    /// <summary>The seed of every random stream.</summary>
    public ulong Seed => (ulong)read.Get(ScenarioHead.Seed);

    /// <summary>The last instant of the run.</summary>
    public SimTime End => SimTime.Zero + read.Get(ScenarioHead.Duration);

    /// <summary>How tasks find agents.</summary>
    public AllocationSettings Allocation => allocation.Settings;

    /// <summary>The rule by which the strategy awards tasks. It has no state: agents may share it.</summary>
    public IAwardRule AwardRule => strategies.CreateAwardRule(Allocation.Strategy.Name, Allocation.Options);

    /// <summary>Whether the strategy awards tasks call by call: <see cref="AwardRule"/> makes it.</summary>
    public bool IsByAwardRule =>
        strategies.All.Any(s => s.Name == Allocation.Strategy.Name && s.Family == StrategyFamily.ContractNet);

    /// <summary>A rule by which a strategy that is no contract net decides batches of calls. It may learn: agents must
    /// not share it, so each is made with its own.</summary>
    public IBatchRule NewBatchRule() => new AllocatorBatchRule(NewBatchAllocator());

    /// <summary>Why the strategy cannot decide batches of such a size; null if it can.</summary>
    public string? BatchObjection(int agents, int tasks) =>
        BatchStrategies.RuleObjection(Allocation.Strategy, Allocation.Options)
        ?? AllocatorBatchRule.Objection(NewBatchAllocator(), agents, tasks);

    /// <summary>Every strategy.</summary>
    public IStrategyCatalog Strategies => strategies;

    /// <summary>The link of agents that no entry of <c>network.links</c> names.</summary>
    public LinkSpec Link => Network.Base;

    /// <summary>The greatest time that a message takes on any link whose bandwidth does not count.</summary>
    public SimDuration TalkTime => Network.Links.Select(l => l.Change(Link)).Append(Link)
        .Select(l => l.Latency + l.Jitter).Max();

    /// <summary>The value of one of the kind's fields.</summary>
    public T Get<T>(Field<T> field) => read.Get(field);

    /// <summary>The value of one of the kind's optional fields, or the fallback.</summary>
    public T Get<T>(Field<T> field, T fallback) => read.Get(field, fallback);

    /// <summary>Whether one of the kind's fields has a value.</summary>
    public bool Has(Field field) => read.Has(field);

    /// <summary>The text of a file that the scenario names, unpacked; null and an error if it cannot be read or is too
    /// large.</summary>
    /// <param name="path">The file; relative to the scenario's own folder.</param>
    /// <param name="error">What is wrong with it.</param>
    public string? ReadText(string path, out InstanceError? error)
    {
        error = null;
        if (companions.TryGetValue(path, out var known))
        {
            return known;
        }

        var text = InstanceReader.ReadText(Resolve(path), out error);
        if (text is not null)
        {
            companions.Add(path, text);
        }

        return text;
    }

    /// <summary>The bytes of a file that the scenario names.</summary>
    /// <param name="path">The file; relative to the scenario's own folder.</param>
    /// <param name="read">Reads a file by its path; what it throws comes through.</param>
    /// <exception cref="InvalidDataException">What a stored run or another node holds of the file is damaged.
    /// </exception>
    public byte[] ReadBytes(string path, Func<string, byte[]> read)
    {
        if (!companions.TryGetValue(path, out var known))
        {
            var bytes = read(Resolve(path));
            companions.Add(path, Convert.ToBase64String(bytes));
            return bytes;
        }

        try
        {
            return Convert.FromBase64String(known);
        }
        catch (FormatException error)
        {
            throw new InvalidDataException("what is stored of it is damaged", error);
        }
    }

    /// <summary>The path of a file that the scenario names: relative to the scenario's own folder.</summary>
    public string Resolve(string path) =>
        Path.Combine(Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : ".", path);

    /// <summary>The positions of some names and patterns in a list of names; what matches nothing is a problem.
    /// </summary>
    internal IEnumerable<int> Find(IReadOnlyList<Located<string>> patterns, IReadOnlyList<string> names) =>
        new Roster(names, problems).Find(patterns).Select(found => found.Index);

    /// <summary>Reports a problem with one of the kind's fields; the scenario is then refused.</summary>
    public void Problem(Field field, string found, string expected, string? hint = null) =>
        read.Problem(field, found, expected, hint);

    /// <summary>Reports that the strategy does not suit this scenario; it is then refused.</summary>
    /// <param name="reason">Why, in words.</param>
    public void RefuseStrategy(string reason) => problems.Add(allocation.Strategy.Or(read.Place).Problem(
        $"\"{allocation.Strategy.Value}\"", "a strategy that can answer this scenario", reason));

    /// <summary>Reports a problem; the scenario is then refused. One with a default, which is written nowhere, is shown
    /// where the scenario begins.</summary>
    public void Problem(Problem problem) =>
        problems.Add(problem.Place.IsDefault ? problem with { Place = read.Place } : problem);

    /// <summary>Joins the kind's agents with the common sections: squads, network groups, faults, end and seed. The
    /// kind adds what is its own with <c>with</c>.</summary>
    /// <param name="agents">The agents; names once. A squad that the kind sets must be declared in the file.</param>
    /// <returns>The simulation, of no use if problems were reported.</returns>
    public Simulation Assemble(IReadOnlyList<AgentBlueprint> agents)
    {
        if (agents.Count > ScenarioLimits.Agents)
        {
            problems.Add(
                read.Place, "", Invariant($"{agents.Count} agents"), Invariant($"at most {ScenarioLimits.Agents}"));
        }
        var roster = new Roster([.. agents.Select(agent => agent.Name)], problems);
        var squads = new SquadPlan(read.Get(ScenarioHead.Squads), read.Get(ScenarioHead.Supervision), problems);
        var members = squads.Assign(agents, roster);
        RequireDeclared(members, squads.Specs);
        allocation.RequireRule(problems);
        roster.Find(allocation.TableAgents);
        allocation.RequireTimeFor(Link.Latency, read.Place, problems);
        var plan = new FaultPlan(roster, End, problems);
        foreach (var fault in read.Get(ScenarioHead.Faults))
        {
            fault.AddTo(plan);
        }
        var groups = NetworkPlan.Make(Network, roster, agents.Count, plan.Cuts, out var network);
        return new Simulation
        {
            Name = Name,
            Kind = kind.Name,
            Strategy = Allocation.Strategy.Name,
            Seed = Seed,
            End = End,
            Network = network,
            Agents = [.. members.Select((agent, index) => agent with { NetworkGroup = groups[index] })],
            Squads = squads.Specs,
            Faults = plan.Faults,
            OnError = read.Get(ScenarioHead.OnError),
            CreateMonitors = StandardMonitors.Create,
        };
    }

    private void RequireDeclared(IReadOnlyList<AgentBlueprint> agents, IReadOnlyList<SquadSpec> squads)
    {
        var names = squads.Select(squad => squad.Name).ToHashSet(StringComparer.Ordinal);
        if (agents.FirstOrDefault(agent => !names.Contains(agent.Squad)) is { } stray)
        {
            read.Problem(ScenarioHead.Squads, $"no squad \"{stray.Squad}\"", $"one, because {stray.Name} is in it",
                Suggestion.DidYouMean(stray.Squad, squads.Select(squad => squad.Name)));
        }
    }

    private IAllocator NewBatchAllocator()
    {
        var options = Allocation.Options;
        return strategies.CreateAllocator(
            Allocation.Strategy.Name,
            options.Arms.Count > 0 ? options : options with { Arms = BatchStrategies.Arms });
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private NetworkSection Network => read.Get(ScenarioHead.Network);
}

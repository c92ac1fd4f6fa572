using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Allocation;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Scenarios.Crew.Runs;

/// <summary>
/// Holds what a crew has carried out against the exact optimum, where the problem is small enough to be solved beside
/// the run: how many times the optimum it came to, and that nobody did better than can be. It solves when the run is
/// over, by <c>mip</c> in deterministic time, and says nothing unless the optimum is proven.
/// </summary>
public sealed class OptimumReader : IRunMonitor
{
    /// <summary>The most tasks of a problem that is solved.</summary>
    public const int MostTasks = 12;

    /// <summary>The most pairs of agent and task of a problem that is solved.</summary>
    public const int MostPairs = 100;

    // Deterministic seconds of CP-SAT: a fraction of a second of a processor.
    private const double Effort = 0.5;

    private readonly CrewPlan _plan;
    private readonly CrewLog? _log;
    private readonly ViolationList _violations = new();
    private bool _mayDoBetter;

    /// <summary>A reader for one run.</summary>
    /// <param name="plan">The scenario.</param>
    /// <param name="faults">What the scenario lets fail: who is sped up may do better than the plan's optimum.</param>
    public OptimumReader(CrewPlan plan, IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(faults);
        _plan = plan;
        _log = IsSmall(plan) ? new CrewLog(plan, "optimum") : null;
        _mayDoBetter = plan.Stragglers is not null || faults.Any(f => f is Fault.SlowDown { Factor: > 1 });
    }

    /// <inheritdoc/>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        // What lies on a lost maker is fetched from the store, which may be faster than the maker was.
        _mayDoBetter |= record.Event is AgentCrashed;
        _log?.OnEvent(record);
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        if (_log is not null && Solve() is { } optimum)
        {
            Compare(metrics, optimum, _log.Done);
        }
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _log?.Capture(writer);
        writer.Write(_mayDoBetter);
        _violations.Capture(writer);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _log?.Restore(reader);
        _mayDoBetter = reader.ReadBoolean();
        _violations.Restore(reader);
    }

    /// <summary>Tells what was carried out against a proven optimum.</summary>
    internal void Compare(MetricSet metrics, Assignment optimum, IReadOnlyList<CrewExecution> done)
    {
        metrics.Set("optimum.objective", optimum.Objective);
        double achieved = ExecutedObjective.Of(_plan.Whole, done);
        double size = Math.Abs(optimum.Objective);
        double tolerance = 1e-6 * Math.Max(1, size);
        if (achieved < optimum.Objective - tolerance && !_mayDoBetter)
        {
            _violations.Add(new Violation(
                "optimum", ExecutedObjective.LastOf(_plan.Whole, done), AgentId.None, null,
                FormattableString.Invariant(
                    $"comes to {achieved}, better than the proven optimum {optimum.Objective}")));
        }

        // The price of a task not done would drown the rest, and so would any amount against nothing.
        int missed = optimum.Placed - done.Select(d => d.Task).Distinct().Count();
        if (missed > 0)
        {
            metrics.Set("optimum.tasks.missed", missed);
        }
        else if (size > tolerance)
        {
            metrics.Set("optimum.ratio", 1 + ((achieved - optimum.Objective) / size));
        }
        else if (Math.Abs(achieved) <= tolerance)
        {
            metrics.Set("optimum.ratio", 1);
        }
        else
        {
            metrics.Set("optimum.excess", achieved - optimum.Objective);
        }
    }

    private static bool IsSmall(CrewPlan plan) => plan.Divisible.Count == 0
        && plan.Whole.Tasks.Count <= MostTasks
        && plan.Whole.Tasks.Count * plan.Whole.Agents.Count <= MostPairs
        && plan.KnownFrom.All(k => k <= plan.Opening);

    private Assignment? Solve()
    {
        IAllocator exact = _plan.Strategies.CreateAllocator("mip", new StrategyOptions { Effort = Effort });
        if (exact.Objection(_plan.Whole) is not null)
        {
            return null;
        }

        Assignment answer = exact.Allocate(_plan.Whole, new RandomStream(_plan.Seed, "optimum", "reader"));
        return answer.IsOptimal ? answer : null;
    }
}

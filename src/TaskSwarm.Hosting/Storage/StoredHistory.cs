using System.Text.Json;
using TaskSwarm.Hosting.Histories;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>What a persisted run committed, for those who tell or compare it.</summary>
public sealed class StoredHistory : IRunHistory
{
    private readonly RunArchive _archive;
    private readonly PersistedRun _run;

    /// <summary>The history of a run.</summary>
    /// <exception cref="RunArchiveException">This version cannot load the run's scenario or read its ending.
    /// </exception>
    public StoredHistory(RunArchive archive, PersistedRun run)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(run);
        _archive = archive;
        _run = run;
        StoredEnding? ending = run.Ending;
        Simulation simulation = run.Timeline.Last;
        Facts = new RunFacts
        {
            Name = run.Record.Id,
            Simulation = simulation,
            AgentNames = ending?.Result.AgentNames ?? [.. simulation.Agents.Select(a => a.Name)],
            SimulatedTime = new SimTime(run.Record.SimulatedMicros),
            EndReason = ending?.Result.EndReason ?? "cut off",
            Metrics = ending?.Result.Metrics.Values ?? new SortedDictionary<string, double>(StringComparer.Ordinal),
            Fork = ForkOf(run),
        };
    }

    /// <inheritdoc/>
    public RunFacts Facts { get; }

    /// <inheritdoc/>
    public IEnumerable<HistoryWindow> Windows(SimTime from, SimTime to)
    {
        long period = _run.Description.SampleMicros;
        foreach (StoredWindow window in _archive.WindowsAsync(_run, from, to).ToBlockingEnumerable())
        {
            yield return new HistoryWindow(
                window.Window.Number, window.Window.Start, window.Window.End, window.Events, window.Messages)
            {
                Bodies = window.Bodies.Count == 0 ? null :
                    [.. window.Bodies.Select(b => new Histories.BodySample(b.Agent, Body.At(b.Position)))],
                BodiesAt = new SimTime(window.Window.End.Micros / period * period),
            };
        }
    }

    private static RunFork? ForkOf(PersistedRun run)
    {
        IReadOnlyList<ScenarioSegment> scenarios = run.Description.Scenarios;
        if (scenarios.Count < 2)
        {
            return null;
        }

        RunRecord record = run.Record;
        using var before = JsonDocument.Parse(scenarios[^2].Document);
        return new RunFork(record.Parent ?? "", scenarios[^1].From,
        [
            .. scenarios[^1].Changes.Select(change =>
            {
                int equals = change.IndexOf('=', StringComparison.Ordinal);
                string path = equals < 0 ? change : change[..equals];
                return new ForkChange(path, ValueAt(before.RootElement, path), change[(equals + 1)..]);
            }),
        ]);
    }

    /// <summary>The value at a path such as <c>faults[0].at</c>, as it is written; null if there is none.</summary>
    private static string? ValueAt(JsonElement at, string path)
    {
        foreach (string part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.'))
        {
            if (part.StartsWith('[') && part.EndsWith(']') && at.ValueKind == JsonValueKind.Array
                && int.TryParse(part[1..^1], out int index) && index >= 0 && index < at.GetArrayLength())
            {
                at = at[index];
            }
            else if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(part, out JsonElement next))
            {
                at = next;
            }
            else
            {
                return null;
            }
        }

        return at.ToString();
    }
}

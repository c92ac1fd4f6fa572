using System.Globalization;
using TaskSwarm.Hosting.Storage;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Export;

/// <summary>Exports a persisted run to files, a table each.</summary>
/// <param name="archive">Where the run is.</param>
/// <param name="run">The run.</param>
public sealed class RunExporter(RunArchive archive, PersistedRun run)
{
    /// <summary>Writes the tables. What the run does not hold is left out and told. If it does not come to its end, no
    /// file is written or replaced.</summary>
    /// <exception cref="ExportException">The request cannot be met as it is.</exception>
    /// <exception cref="RunArchiveException">This version cannot read the run.</exception>
    /// <exception cref="StoreException">What is stored cannot be read.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be written.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<ExportResult> ExportAsync(ExportRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.From > request.To)
        {
            throw new ExportException($"Nothing lies between {request.From} and {request.To}.");
        }

        StoredEnding? ending = run.Ending;
        var agents = new AgentNames(run.Timeline.Last, ending?.Result.AgentNames);
        var files = new List<ExportedFile>();
        using var folder = new ExportFolder(request.Folder, request.Format, request.Force);
        var output = new Output(folder, request.Format, run.Record, files, cancellation);
        if (run.Record.Keep == RunKeep.Events)
        {
            await WriteHistoryAsync(request, agents, ending?.Result.Ledger, output);
        }

        if (ending is not null)
        {
            await output.WriteAsync(
                ExportTables.Metrics, ending.Result.Metrics.Values.Select(m => new MetricRow(m.Key, m.Value)));
        }

        await output.WriteAsync(
            ExportTables.Agents, Enumerable.Range(0, agents.Count).Select(i => new AgentId(i))
                .Select(a => new AgentRow(a, agents.Of(a), agents.SquadOf(a))));
        if (ending is not null)
        {
            await output.WriteAsync(
                ExportTables.Tasks, ending.Result.Ledger.Tasks.Select(t => new TaskRow(
                    t, t.Holder == AgentId.None ? null : agents.Of(t.Holder))));
        }

        cancellation.ThrowIfCancellationRequested();
        folder.Commit();
        return new ExportResult(files, [.. Notes(ending)]);
    }

    private async Task WriteHistoryAsync(
        ExportRequest request, AgentNames agents, TaskLedger? ledger, Output output)
    {
        CancellationToken cancellation = output.Cancellation;
        await using TableWriter<EventRow> events = await output.OpenAsync(ExportTables.Events);
        await using TableWriter<MessageRow> messages = await output.OpenAsync(ExportTables.Messages);
        await using TableWriter<PositionRow> positions = await output.OpenAsync(ExportTables.Trajectories);
        using var rows = new HistoryRows(agents, ledger);

        // Without a ledger, only the past knows what tasks are called. A window that ends at the first instant has
        // nothing to tell of it but positions.
        SimTime from = ledger is null || request.From == SimTime.Zero
            ? SimTime.Zero
            : request.From - new SimDuration(1);
        await foreach (StoredWindow window in archive.WindowsAsync(run, from, request.To, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (EventRecord record in window.Events)
            {
                rows.Learn(record);
                if (IsAsked(record.Time))
                {
                    await events.AddAsync(rows.Of(window.Window, record), cancellation);
                }
            }

            foreach (MessageRecord record in window.Messages.Where(m => IsAsked(m.Time)))
            {
                await messages.AddAsync(rows.Of(window.Window, record), cancellation);
            }

            foreach (BodySample sample in IsAsked(window.Window.End) ? window.Bodies : [])
            {
                await positions.AddAsync(rows.Of(window.Window, sample), cancellation);
            }
        }

        output.Files.Add(await events.CompleteAsync(cancellation));
        output.Files.Add(await messages.CompleteAsync(cancellation));
        output.Files.Add(await positions.CompleteAsync(cancellation));

        bool IsAsked(SimTime time) => time >= request.From && time <= request.To;
    }

    private IEnumerable<string> Notes(StoredEnding? ending)
    {
        if (run.Record.Keep != RunKeep.Events)
        {
            string keep = RunArchive.Word(run.Record.Keep);
            yield return $"Run {run.Record.Id} was kept without its events (--keep {keep}): events, messages and "
                + "trajectories are left out.";
        }

        if (ending is null)
        {
            yield return $"Run {run.Record.Id} has not come to its end: metrics and tasks are left out.";
        }
    }

    /// <summary>Where tables go.</summary>
    private sealed record Output(
        ExportFolder Folder, ExportFormat Format, RunRecord Run, List<ExportedFile> Files,
        CancellationToken Cancellation)
    {
        /// <summary>Begins a table.</summary>
        public Task<TableWriter<TRow>> OpenAsync<TRow>(ExportTable<TRow> table) =>
            TableWriter<TRow>.OpenAsync(table, Folder, Format, [.. Facts(table)], Cancellation);

        /// <summary>Writes a whole table.</summary>
        public async Task WriteAsync<TRow>(ExportTable<TRow> table, IEnumerable<TRow> rows)
        {
            await using TableWriter<TRow> writer = await OpenAsync(table);
            foreach (TRow row in rows)
            {
                await writer.AddAsync(row, Cancellation);
            }

            Files.Add(await writer.CompleteAsync(Cancellation));
        }

        private IEnumerable<KeyValuePair<string, string>> Facts(ExportTable table) =>
        [
            new("taskswarm.run", Run.Id),
            new("taskswarm.scenario", Run.Scenario),
            new("taskswarm.kind", Run.Kind),
            new("taskswarm.strategy", Run.Strategy),
            new("taskswarm.seed", Run.Seed.ToString(CultureInfo.InvariantCulture)),
            new("taskswarm.scenario.hash", Run.ScenarioHash),
            new("taskswarm.version", Run.Version),
            new("taskswarm.digest", Run.Digest),
            .. table.Columns.Where(c => c.Unit.Length > 0)
                .Select(c => KeyValuePair.Create("taskswarm.unit." + c.Name, c.Unit)),
        ];
    }
}

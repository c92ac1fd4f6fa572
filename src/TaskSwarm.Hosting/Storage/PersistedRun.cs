using TaskSwarm.Scenarios.Format;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>A run in a store, with what is needed to make it again.</summary>
public sealed class PersistedRun
{
    private readonly Lazy<RunTimeline> _timeline;

    /// <summary>A run.</summary>
    /// <param name="record">Its row, with blobs.</param>
    /// <param name="loader">Loads its scenarios.</param>
    /// <exception cref="RunArchiveException">Its description is not readable, or of another version's layout.
    /// </exception>
    public PersistedRun(RunRecord record, ScenarioLoader loader)
    {
        ArgumentNullException.ThrowIfNull(record);
        Record = record;
        Description = RunDescription.Read(record.Description);
        if (Description.Layout != RunRecords.Catalog.LayoutHash)
        {
            throw new RunArchiveException(
                $"Run {record.Id} was written by version {record.Version}, whose events and messages are laid out "
                + "otherwise than this version's: use that version.");
        }

        _timeline = new Lazy<RunTimeline>(() => RunTimeline.Of(Description, loader));
    }

    /// <summary>The run's row.</summary>
    public RunRecord Record { get; }

    /// <summary>What it was made from.</summary>
    public RunDescription Description { get; }

    /// <summary>Its scenarios as simulations.</summary>
    /// <exception cref="RunArchiveException">A scenario cannot be loaded by this version.</exception>
    public RunTimeline Timeline => _timeline.Value;

    /// <summary>Whether it came to its end; else it can be resumed.</summary>
    public bool HasEnded => Record.State is RunState.Completed or RunState.Failed;

    /// <summary>Its result and summary; null if none was stored, since it was cut off.</summary>
    /// <exception cref="RunArchiveException">It cannot be read.</exception>
    public StoredEnding? Ending =>
        Record.Ending.IsEmpty ? null : StoredEnding.Read(Timeline.Last, Record.Ending);
}

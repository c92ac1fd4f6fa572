using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Readers;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>Reads how data spread: how many records there are and how many members have them, whether any are missing
/// or doubled, and how good models are with and without what others have collected.</summary>
/// <param name="plan">The collaboration.</param>
public sealed class SharingLog(SharingPlan plan) : IRunReader, IPictureSource
{
    private readonly RecordLedger _ledger = new(plan);
    private readonly JudgedModels _judged = new();
    private readonly List<SharingPoint> _points = [];
    private long _collected;
    private long _taken;
    private long _doubled;
    private long _upgraded;
    private long _refusals;
    private long _miscounted;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        int member = record.Agent.Index;
        switch (record.Event)
        {
            case RecordsCollected collected:
                _collected += collected.Count;
                _doubled += _ledger.Take(member, member, collected.First, collected.Count);
                AddPoint(record.Time.Seconds);
                break;
            case RecordsTaken taken:
                _taken += taken.Count;
                _upgraded += taken.Version < plan.VersionOf(member) ? taken.Count : 0;
                _doubled += _ledger.Take(member, taken.Origin.Index, taken.First, taken.Count);
                AddPoint(record.Time.Seconds);
                break;
            case RecordsRefused:
                _refusals++;
                break;
            case RecordsCounted counted:
                _miscounted += counted.Fingerprint == ClassCounts.Fingerprint(_ledger.PerClass(member)) ? 0 : 1;
                break;
            case ModelJudged judged:
                _judged.Add(record.Agent, judged);
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        metrics.Set("sharing.records", _collected);
        metrics.Set("sharing.taken", _taken);
        metrics.Set("sharing.missing", Missing());
        metrics.Set("sharing.doubled", _doubled);
        metrics.Set("sharing.miscounted", _miscounted);
        metrics.Set("sharing.upgraded", _upgraded);
        metrics.Set("sharing.refusals", _refusals);
        metrics.Set("sharing.seconds", _points.Count == 0 ? double.NaN : _points[^1].Seconds);
        _judged.Report(metrics);
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames)
    {
        double[] seconds = [.. _points.Select(p => p.Seconds)];
        return new RunPicture(
            "Shared data",
            [
                new SeriesPanel(
                    "Records", "records",
                    [
                        new Series("collected by anybody", seconds, [.. _points.Select(p => (double)p.Collected)]),
                        new Series(
                            "that a member has, in the mean", seconds,
                            [.. _points.Select(p => (double)(p.Collected + p.Taken) / plan.Members.Count)]),
                    ],
                    []),
            ]);
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _ledger.Capture(writer);
        _judged.Capture(writer);
        writer.WriteList(_points, static (w, point) => point.Capture(w));
        writer.Write(_collected);
        writer.Write(_taken);
        writer.Write(_doubled);
        writer.Write(_upgraded);
        writer.Write(_refusals);
        writer.Write(_miscounted);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _ledger.Restore(reader);
        _judged.Restore(reader);
        _points.AddRange(reader.ReadList(SharingPoint.Read));
        _collected = reader.ReadInt64();
        _taken = reader.ReadInt64();
        _doubled = reader.ReadInt64();
        _upgraded = reader.ReadInt64();
        _refusals = reader.ReadInt64();
        _miscounted = reader.ReadInt64();
    }

    private void AddPoint(double seconds) => _points.Add(new SharingPoint(seconds, _collected, _taken));

    /// <summary>What a member cannot read, it does not miss.</summary>
    private long Missing()
    {
        long missing = 0;
        for (int member = 0; member < plan.Members.Count; member++)
        {
            for (int origin = 0; origin < plan.Members.Count; origin++)
            {
                missing += plan.CanRead(member, origin) ? _ledger.MissingOf(member, origin) : 0;
            }
        }

        return missing;
    }
}

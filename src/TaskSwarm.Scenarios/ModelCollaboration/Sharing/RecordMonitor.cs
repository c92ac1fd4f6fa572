using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Monitors;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharing;

/// <summary>Holds members to taking each record once, and only what its origin has collected.</summary>
/// <param name="plan">The collaboration.</param>
public sealed class RecordMonitor(SharingPlan plan) : IRunMonitor
{
    private const string Law = "records";

    private readonly RecordLedger _ledger = new(plan);
    private readonly ViolationList _violations = [];

    /// <inheritdoc/>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case RecordsCollected collected:
                Check(record, record.Agent, collected.First, collected.Count);
                break;
            case RecordsTaken taken:
                int invented = _ledger.Missing(taken.Origin.Index, taken.Origin.Index, taken.First, taken.Count);
                if (invented > 0)
                {
                    Add(record, $"takes {invented} records that {taken.Origin} has not collected");
                }

                Check(record, taken.Origin, taken.First, taken.Count);
                break;
        }
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _ledger.Capture(writer);
        _violations.Capture(writer);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _ledger.Restore(reader);
        _violations.Restore(reader);
    }

    private void Check(in EventRecord record, AgentId origin, int first, int count)
    {
        int doubled = _ledger.Take(record.Agent.Index, origin.Index, first, count);
        if (doubled > 0)
        {
            Add(record, $"takes {doubled} records of {origin} that it has");
        }
    }

    private void Add(in EventRecord record, FormattableString message) => _violations.Add(new Violation(
        Law, record.Time, record.Agent, null, message.ToString(CultureInfo.InvariantCulture)));
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Kernel.Runs;

/// <content>The result of a run.</content>
public sealed partial class RunCore
{
    /// <summary>
    /// The digest so far: SHA-256 over every agent's name, hash, event count and status in the order of the agents'
    /// numbers, so that it does not depend on the partition.
    /// </summary>
    public string Digest()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[20];
        foreach (AgentCell cell in _cells)
        {
            sha.AppendData(Encoding.UTF8.GetBytes(cell.Name));
            BinaryPrimitives.WriteUInt64LittleEndian(numbers, cell.Digest);
            BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], cell.Emitted);
            BinaryPrimitives.WriteInt32LittleEndian(numbers[16..], (int)cell.Status);
            sha.AppendData(numbers);
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>Closes the run.</summary>
    /// <param name="interrupted">Whether the user stopped it before its end.</param>
    public RunResult Finish(bool interrupted)
    {
        var metrics = new MetricSet();
        foreach (IRunReader reader in _readers)
        {
            reader.Report(metrics);
        }

        metrics.Set("network.messages", _totals.Sent);
        metrics.Set("network.bytes", _totals.Bytes);
        metrics.Set("network.lost", _totals.Lost);
        metrics.Set("network.undelivered", _totals.Dropped);
        metrics.Set("kernel.lookahead.seconds", Simulation.Network.Lookahead.Seconds);
        metrics.Set("kernel.events.per.window", _window.Number == 0 ? 0 : (double)_totals.Events / _window.Number);
        RunOutcome outcome = _failure is not null ? RunOutcome.Failed
            : interrupted ? RunOutcome.Interrupted
            : RunOutcome.Completed;
        bool early = interrupted || _ended;
        return new RunResult
        {
            Simulation = Simulation,
            Outcome = outcome,
            EndReason = interrupted ? "interrupted" : _ended ? _endReason : "end of the simulated time",
            Failure = _failure,
            Digest = Digest(),
            SimulatedTime = early || NothingLeft() ? SimTime.Min(_window.End, Simulation.End) : Simulation.End,
            Agents = _cells.Count,
            Events = _totals.Events,
            Messages = _totals.Sent,
            Windows = _window.Number,
            Ledger = _ledger,
            Metrics = metrics,
            Readers = _readers,
            Violations = [.. _readers.OfType<IRunMonitor>().SelectMany(m => m.Violations)],
            AgentNames = [.. _cells.Select(c => c.Name)],
        };
    }

    private bool NothingLeft() => _regions.All(r => r.Earliest == SimTime.Never);
}

using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using TaskSwarm.Store.Frames;
using TaskSwarm.Store.Tables;

namespace TaskSwarm.Store;

/// <content>Epochs and snapshots, always checked.</content>
public sealed partial class RunStore
{
    /// <summary>
    /// The committed epochs of a run in order, page by page; of a fork, first those that it shares with its parents.
    /// </summary>
    /// <remarks>
    /// Every epoch is checked against the sum of the one before it, back to the one before the first that is asked for.
    /// When the reading comes to the end of a sealed run, its seal and the number of epochs are checked as well.
    /// </remarks>
    /// <param name="runId">The run.</param>
    /// <param name="fromEpoch">Number of the first epoch, from 1.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="StoreCorruptException">What is stored is not what was written.</exception>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async IAsyncEnumerable<EpochBlock> ReadEpochsAsync(
        string runId, long fromEpoch = 1, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        ArgumentOutOfRangeException.ThrowIfLessThan(fromEpoch, 1);
        List<Stretch> stretches = await ReadAsync(
            "while a run was read", c => StretchesAsync(c, runId, cancellation), cancellation);
        foreach (Stretch stretch in stretches.Where(s => s.To >= fromEpoch))
        {
            long from = Math.Max(fromEpoch, stretch.From);
            RunRow row = stretch.Row;
            byte[] sum = await ReadAsync("while a run was read", async c =>
                (await SumAtOwnAsync(c, row, from - 1, cancellation)).Sum, cancellation);
            while (from <= stretch.To)
            {
                List<EpochFrame> page = await ReadAsync("while a run was read", c => _journal.PageAsync(
                    c, row.Record.Id, from - row.Record.ForkEpoch, stretch.To - row.Record.ForkEpoch, cancellation),
                    cancellation);
                if (page.Count == 0)
                {
                    throw _journal.Corrupt(row.Record.Id, from - row.Record.ForkEpoch, "the row is missing");
                }

                foreach (EpochFrame frame in page)
                {
                    yield return Open(row, frame, from, sum);
                    sum = frame.Sum;
                    from++;
                }
            }

            RequireEnd(stretch, sum);
        }
    }

    /// <summary>The latest snapshot of a run, or of the past that it shares with its parents.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="atOrBeforeMicros">Latest simulated time, in microseconds, or null for any.</param>
    /// <param name="skipCorrupt">Whether to pass over damaged snapshots to older ones.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>The snapshot, or null if there is none.</returns>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="StoreCorruptException">The snapshot is not what was written.</exception>
    public Task<SnapshotBlock?> LatestSnapshotAsync(
        string runId, long? atOrBeforeMicros = null, bool skipCorrupt = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        return ReadAsync("while a snapshot was read", async connection =>
        {
            List<Stretch> stretches = await StretchesAsync(connection, runId, cancellation);
            stretches.Reverse();
            foreach (Stretch stretch in stretches)
            {
                SnapshotBlock? found = await LatestOfAsync(
                    connection, stretch, atOrBeforeMicros ?? long.MaxValue, skipCorrupt, cancellation);
                if (found is not null)
                {
                    return found;
                }
            }

            return null;
        }, cancellation);
    }

    /// <summary>
    /// Checks everything that is stored of a run: its row, its blobs, every epoch, every snapshot, and what it shares
    /// with its parents. Reads all of it once.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    /// <exception cref="StoreCorruptException">Something is not what was written; the message says what.</exception>
    public async Task CheckAsync(string runId, CancellationToken cancellation = default)
    {
        RunRecord run = await FindAsync(runId, cancellation);
        await foreach (EpochBlock _ in ReadEpochsAsync(run.Id, 1, cancellation))
        {
            // Reading checks.
        }

        await ReadAsync("while a run was checked", async connection =>
        {
            foreach (Stretch stretch in await StretchesAsync(connection, run.Id, cancellation))
            {
                await CheckTailAsync(connection, stretch.Row, cancellation);
                await CheckSnapshotsAsync(connection, stretch, cancellation);
            }

            return true;
        }, cancellation);
    }

    private async Task CheckSnapshotsAsync(
        DbConnection connection, Stretch stretch, CancellationToken cancellation)
    {
        RunRow row = stretch.Row;
        foreach (SnapshotTable.Place place in await _snapshots.PlacesAsync(connection, row.Record.Id, cancellation))
        {
            long epoch = place.Sequence + row.Record.ForkEpoch;
            if (epoch > row.Record.Epochs)
            {
                throw _snapshots.Corrupt(row.Record.Id, epoch, "there is no such epoch");
            }

            if (epoch <= stretch.To)
            {
                await OpenAsync(connection, stretch, place, cancellation);
            }
        }
    }

    private EpochBlock Open(RunRow row, EpochFrame frame, long number, byte[] sum)
    {
        try
        {
            EpochBlock block = frame.Open(sum);
            return block.Number == number ? block : throw new InvalidDataException("it is another epoch");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw CorruptEpoch(row.Record.Id, number, e.Message);
        }
    }

    private StoreCorruptException CorruptEpoch(string run, long epoch, string what) => new(string.Create(
        CultureInfo.InvariantCulture, $"Run {run} in {Address} is damaged at epoch {epoch}: {what}."));

    /// <summary>A stretch that reaches its run's sealed end must end with the sealed sum.</summary>
    private void RequireEnd(Stretch stretch, byte[] sum)
    {
        RunRow row = stretch.Row;
        if (row.Seal is not null && stretch.To == row.Record.Epochs && !Checksum.Equal(sum, row.HeadSum))
        {
            throw CorruptEpoch(row.Record.Id, stretch.To, "it is not the epoch that the run ended with");
        }
    }

    private async Task<SnapshotBlock?> LatestOfAsync(
        DbConnection connection, Stretch stretch, long atOrBefore, bool skipCorrupt, CancellationToken cancellation)
    {
        foreach (SnapshotTable.Place place in await PlacesAsync(connection, stretch, cancellation))
        {
            if (place.UntilMicros > atOrBefore)
            {
                continue;
            }

            try
            {
                return await OpenAsync(connection, stretch, place, cancellation);
            }
            catch (StoreCorruptException) when (skipCorrupt)
            {
                // An older one does as well; it only takes longer from there.
            }
        }

        return null;
    }

    /// <summary>The snapshots that lie in a stretch, newest first.</summary>
    private async Task<List<SnapshotTable.Place>> PlacesAsync(
        DbConnection connection, Stretch stretch, CancellationToken cancellation) =>
        [
            .. (await _snapshots.PlacesAsync(connection, stretch.Row.Record.Id, cancellation))
                .Where(p => p.Sequence + stretch.Row.Record.ForkEpoch <= stretch.To),
        ];

    private async Task<SnapshotBlock> OpenAsync(
        DbConnection connection, Stretch stretch, SnapshotTable.Place place, CancellationToken cancellation)
    {
        RunRow row = stretch.Row;
        long epoch = place.Sequence + row.Record.ForkEpoch;
        (byte[] sum, _) = await SumAtOwnAsync(connection, row, epoch, cancellation);
        return await _snapshots.OpenAsync(connection, row.Record.Id, place.Sequence, epoch, sum, cancellation);
    }

    /// <summary>The parts of a run's past, oldest first: which run holds which epochs.</summary>
    private async Task<List<Stretch>> StretchesAsync(
        DbConnection connection, string runId, CancellationToken cancellation)
    {
        var stretches = new List<Stretch>();
        RunRow row = await RequireAsync(connection, runId, cancellation);
        long to = row.Record.Epochs;
        while (true)
        {
            // A parent that forked later than its fork does lends nothing of its own.
            long from = row.Record.ForkEpoch + 1;
            if (from <= to || stretches.Count == 0)
            {
                stretches.Insert(0, new Stretch(row, from, to));
            }

            if (row.Record.Parent is null)
            {
                return stretches;
            }

            to = Math.Min(to, row.Record.ForkEpoch);
            RunRow parent = await _runs.GetAsync(connection, row.Record.Parent, cancellation)
                ?? throw _runs.Corrupt(row.Record.Id, $"its parent {row.Record.Parent} is missing");
            (byte[] sum, _) = await SumAtAsync(connection, parent, row.Record.ForkEpoch, cancellation);
            if (!Checksum.Equal(sum, row.ParentSum))
            {
                throw _runs.Corrupt(row.Record.Id, $"its parent {row.Record.Parent} is not what it forked from");
            }

            row = parent;
        }
    }

    /// <summary>The sum after an epoch that may belong to a parent.</summary>
    private async Task<(byte[] Sum, long Events)> SumAtAsync(
        DbConnection connection, RunRow row, long epoch, CancellationToken cancellation)
    {
        while (row.Record.Parent is not null && epoch < row.Record.ForkEpoch)
        {
            row = await _runs.GetAsync(connection, row.Record.Parent, cancellation)
                ?? throw _runs.Corrupt(row.Record.Id, $"its parent {row.Record.Parent} is missing");
        }

        return await SumAtOwnAsync(connection, row, epoch, cancellation);
    }

    /// <summary>The sum after an epoch of a run's own journal, which for its fork epoch is its genesis.</summary>
    private async Task<(byte[] Sum, long Events)> SumAtOwnAsync(
        DbConnection connection, RunRow row, long epoch, CancellationToken cancellation)
    {
        if (epoch == row.Record.ForkEpoch)
        {
            return (row.Genesis, await InheritedEventsAsync(connection, row, cancellation));
        }

        EpochFrame head = await _journal.HeadAsync(
            connection, row.Record.Id, epoch - row.Record.ForkEpoch, cancellation)
            ?? throw CorruptEpoch(row.Record.Id, epoch, "the row is missing");
        return (head.Sum, head.TotalEvents);
    }

    private async Task<long> InheritedEventsAsync(DbConnection connection, RunRow row, CancellationToken cancellation)
    {
        if (row.Record.Parent is null || row.Record.ForkEpoch == 0)
        {
            return 0;
        }

        RunRow parent = await _runs.GetAsync(connection, row.Record.Parent, cancellation)
            ?? throw _runs.Corrupt(row.Record.Id, $"its parent {row.Record.Parent} is missing");
        return (await SumAtAsync(connection, parent, row.Record.ForkEpoch, cancellation)).Events;
    }

    /// <summary>Checks the last epoch and that there are as many rows as the run's row says.</summary>
    private async Task<Tail> CheckTailAsync(DbConnection connection, RunRow row, CancellationToken cancellation)
    {
        long own = row.Record.Epochs - row.Record.ForkEpoch;
        (long count, long highest) = await JournalTable.ExtentAsync(connection, row.Record.Id, cancellation);
        if (count != own || highest != own)
        {
            throw _runs.Corrupt(row.Record.Id, string.Create(CultureInfo.InvariantCulture,
                $"it should have {own} epochs of its own, and has {count}, the last numbered {highest}"));
        }

        (byte[] sum, long events) = await SumAtOwnAsync(connection, row, row.Record.Epochs, cancellation);
        if (own > 0)
        {
            (byte[] before, _) = await SumAtOwnAsync(connection, row, row.Record.Epochs - 1, cancellation);
            List<EpochFrame> last = await _journal.PageAsync(connection, row.Record.Id, own, own, cancellation);
            Open(row, last[0], row.Record.Epochs, before);
        }

        if (row.Seal is not null && !Checksum.Equal(sum, row.HeadSum))
        {
            throw CorruptEpoch(row.Record.Id, row.Record.Epochs, "it is not the epoch that the run ended with");
        }

        return new Tail(sum, events);
    }

    /// <summary>Epochs of one run's own journal.</summary>
    private sealed record Stretch(RunRow Row, long From, long To);

    private sealed record Tail(byte[] Sum, long TotalEvents);
}

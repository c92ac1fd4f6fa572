using System.Data.Common;
using Akka.Actor;
using TaskSwarm.Store.Frames;
using TaskSwarm.Store.Tables;

namespace TaskSwarm.Store.Writing;

/// <content>What the keeper itself asks of the database: the lease, where the run stands, the end.</content>
internal sealed partial class RunKeeper
{
    private static readonly TimeSpan ReleaseLimit = TimeSpan.FromSeconds(5);

    private void ReceiveFromDatabase()
    {
        Receive<Beat>(_ => RenewAsync().PipeTo(
            Self, success: owned => new Renewed(owned), failure: _ => new Renewed(true)));
        Receive<Renewed>(m =>
        {
            if (!m.Owned && !_over && !_sealing)
            {
                Fail(TakenOver());
            }
        });
        Receive<Probed>(Resume);
        Receive<ProbeFailed>(m => Trouble(m.Cause));
        Receive<SealEnded>(m =>
        {
            if (!m.Owned)
            {
                Fail(TakenOver());
                return;
            }

            Recovered();
            End();
            LiveOwners.Remove(_start.Owner);
            _link.Seal();
        });
        Receive<SealFailed>(m => Trouble(m.Cause));
        Receive<Released>(m =>
        {
            LiveOwners.Remove(_start.Owner);
            _link.Fail(m.Failure);
        });
    }

    /// <summary>Whoever still waits for the end must not wait for ever.</summary>
    protected override void PostStop()
    {
        LiveOwners.Remove(_start.Owner);
        _link.Fail(new StoreException($"The store {Database.Address} was closed while run {Id} was written."));
    }

    /// <summary>Drops what did land, and goes on with the rest.</summary>
    private void Resume(Probed stand)
    {
        if (_over)
        {
            return;
        }

        if (stand.Token is null ? _finish is null : !stand.Token.AsSpan().SequenceEqual(_start.Owner.Token))
        {
            Fail(TakenOver());
            return;
        }

        _retrying = false;
        while (_waiting.TryPeek(out JournalCommand? next)
            && next is StoreEpoch epoch && epoch.Frame.Number <= stand.Epochs)
        {
            Done(epoch);
        }

        if (_waiting.Count == 0 && _finish is null)
        {
            Recovered();
        }

        if (_journal is null && (_waiting.Count > 0 || _finish is null))
        {
            StartJournal();
        }

        Pump();
    }

    private async Task<bool> RenewAsync()
    {
        await using DbConnection connection = await Database.OpenAsync(CancellationToken.None);
        return await _start.Runs.RenewAsync(connection, Id, _start.Owner.Token, CancellationToken.None);
    }

    private async Task<(byte[]? Token, long Epochs)> ProbeAsync()
    {
        await using DbConnection connection = await Database.OpenAsync(CancellationToken.None);
        (byte[]? Token, long Epochs, byte[]? Seal)? stand =
            await RunTable.StandAsync(connection, Id, CancellationToken.None);
        return stand is null
            ? throw new RunNotFoundException($"Run {Id} was deleted from {Database.Address} while it was written.")
            : (stand.Value.Token, stand.Value.Epochs);
    }

    private async Task<bool> SealAsync(RunEnding? ending)
    {
        byte[] sum = _committedSum;
        await using DbConnection connection = await Database.OpenAsync(CancellationToken.None);
        if (ending is null)
        {
            return await InterruptAsync(connection, CancellationToken.None);
        }

        _endedAt ??= Options.Clock.GetUtcNow();
        return await _start.Runs.SealAsync(
            connection, Id, _start.Owner.Token, ending, _endedAt.Value, sum, CancellationToken.None);
    }

    /// <summary>The same at every attempt, so that a second one knows the seal of the first.</summary>
    private DateTimeOffset? _endedAt;

    /// <summary>Seals the run as far as it did land, which may be further than anyone was told.</summary>
    private async Task<bool> InterruptAsync(DbConnection connection, CancellationToken cancellation)
    {
        _endedAt ??= Options.Clock.GetUtcNow();
        (byte[]? Token, long Epochs, byte[]? Seal)? stand = await RunTable.StandAsync(connection, Id, cancellation);
        long own = (stand?.Epochs ?? 0) - _start.Run.ForkEpoch;
        EpochFrame? head = own > 0 ? await _start.Journal.HeadAsync(connection, Id, own, cancellation) : null;
        var ending = new RunEnding(
            RunState.Interrupted, head?.Digest ?? "", head?.TotalEvents ?? 0, head?.UntilMicros ?? 0, default);
        return await _start.Runs.SealAsync(
            connection, Id, _start.Owner.Token, ending, _endedAt.Value, head?.Sum ?? _start.Sum, cancellation);
    }

    /// <summary>Gives up: lets the run go if the database still takes that much, then tells the writer.</summary>
    private void Fail(StoreException failure)
    {
        if (_over)
        {
            return;
        }

        End();
        if (failure is RunOwnedException or StoreCorruptException)
        {
            LiveOwners.Remove(_start.Owner);
            _link.Fail(failure);
            return;
        }

        ReleaseAsync().PipeTo(Self, success: _ => new Released(failure), failure: _ => new Released(failure));
    }

    private async Task<bool> ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(ReleaseLimit);
        await using DbConnection connection = await Database.OpenAsync(limit.Token);
        return await InterruptAsync(connection, limit.Token);
    }

    private void End()
    {
        _over = true;
        _waiting.Clear();
        Timers.CancelAll();
        if (_journal is not null)
        {
            Context.Unwatch(_journal);
            Context.Stop(_journal);
            _journal = null;
        }
    }

    private RunOwnedException TakenOver() => new(
        $"Run {Id} in {Database.Address} was taken over by another writer; this one stops. "
        + "What it had committed is part of the run, and nothing after that.");

    private sealed record Renewed(bool Owned);

    private sealed record Probed(byte[]? Token, long Epochs);

    private sealed record ProbeFailed(Exception Cause);

    private sealed record SealEnded(bool Owned);

    private sealed record SealFailed(Exception Cause);

    private sealed record Released(StoreException Failure);
}

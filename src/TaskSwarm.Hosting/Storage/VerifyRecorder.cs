using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>Holds a run that is made again against the one that is stored, window by window.</summary>
internal sealed class VerifyRecorder : BackgroundRecorder
{
    private readonly IAsyncEnumerator<EpochBlock> _epochs;
    private readonly bool _withEvents;
    private readonly bool _ended;
    private readonly Sampling _sampling;
    private readonly Action _stop;
    private readonly WindowCodec _codec = new(RunRecords.Catalog);
    private readonly StateWriter _made = new();
    private EpochBlock? _epoch;
    private IEnumerator<ReadOnlyMemory<byte>>? _windows;
    private SimTime _lastEnd;

    /// <summary>A recorder for the windows from an epoch on.</summary>
    /// <param name="epochs">The stored epochs; the first holds the first window.</param>
    /// <param name="keep">What is stored.</param>
    /// <param name="ended">Whether the run came to its end: then nothing may follow what is stored.</param>
    /// <param name="sampling">When positions were kept.</param>
    /// <param name="from">The end of the window before the first.</param>
    /// <param name="stop">Asks the run to end after its window.</param>
    public VerifyRecorder(
        IAsyncEnumerator<EpochBlock> epochs, RunKeep keep, bool ended, Sampling sampling, SimTime from, Action stop)
    {
        _epochs = epochs;
        _withEvents = keep == RunKeep.Events;
        _ended = ended;
        _sampling = sampling;
        _lastEnd = from;
        _stop = stop;
        Ready = NextEpochAsync();
    }

    /// <summary>The first difference; null if there is none.</summary>
    public RunDifference? Difference { get; private set; }

    /// <summary>How many windows were compared.</summary>
    public long Windows { get; private set; }

    /// <summary>Why what is stored cannot be read; null if it can.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether everything that is stored has been compared.</summary>
    public bool IsComplete => _epoch is null;

    /// <summary>The window that is stored next and was not made; null if there is none.</summary>
    public long? NextStored => _epoch is null ? null : _withEvents && _windows is not null
        ? EpochReading.HeadOf(_windows.Current).Number
        : _epoch.FirstWindow;

    /// <inheritdoc/>
    public override void OnWindow(RunCore run, in WindowCommit commit)
    {
        bool sampled = _sampling.IsDue(_lastEnd, commit.Window.End);
        _lastEnd = commit.Window.End;
        if (Difference is not null || Failure is not null)
        {
            return;
        }

        if (_epoch is null)
        {
            if (_ended)
            {
                Found(new RunDifference(
                    commit.Window.Number, commit.Window.Start, null, "end of the run", "no more windows",
                    commit.Window.ToString()));
            }

            _stop();
            return;
        }

        Windows++;
        Compare(run, commit, sampled);
    }

    private void Compare(RunCore run, in WindowCommit commit, bool sampled)
    {
        bool last;
        if (_withEvents)
        {
            _made.Clear();
            _codec.Write(_made, commit, sampled ? run.World : null);
            ReadOnlyMemory<byte> stored = _windows!.Current;
            if (!_made.Written.Span.SequenceEqual(stored.Span))
            {
                Found(new WindowDifference(id => (uint)id.Index < (uint)run.Cells.Count ? run.Cells[id.Index].Name
                    : id.ToString()).Of(EpochReading.Read(stored), EpochReading.Read(_made.Written)));
                return;
            }

            last = !_windows.MoveNext();
        }
        else
        {
            last = commit.Window.Number >= _epoch!.LastWindow;
        }

        if (last)
        {
            EndEpoch(commit);
        }
    }

    private void EndEpoch(in WindowCommit commit)
    {
        string made = EpochPacker.TextOf(commit.Chain);
        if (commit.Window.Number != _epoch!.LastWindow || made != _epoch.Digest)
        {
            Found(new RunDifference(
                _epoch.LastWindow, commit.Window.End, null,
                $"digest after windows {_epoch.FirstWindow} to {_epoch.LastWindow}", _epoch.Digest, made));
            return;
        }

        Ready = NextEpochAsync();
    }

    private void Found(RunDifference difference)
    {
        Difference = difference;
        _stop();
    }

    private async Task NextEpochAsync()
    {
        try
        {
            _epoch = await _epochs.MoveNextAsync() ? _epochs.Current : null;
            if (_epoch is not null && _withEvents)
            {
                _windows = EpochReading.Slices(_epoch).GetEnumerator();
                _windows.MoveNext();
            }
            else if (_epoch is null && !_ended)
            {
                _stop();
            }
        }
        catch (Exception e) when (e is StoreException or InvalidOperationException)
        {
            Failure = e;
            _stop();
        }
    }
}

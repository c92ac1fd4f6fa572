using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Store;

namespace TaskSwarm.Hosting.Storage;

/// <summary>
/// Packs windows into epochs. An epoch ends when it is large enough to be worth a commit, or old enough that no more
/// real time should be lost; where it ends has no meaning for the run.
/// </summary>
internal sealed class EpochPacker
{
    private readonly WindowCodec _codec;
    private readonly StorageSettings _settings;
    private readonly bool _withEvents;
    private readonly ConcurrentBag<StateWriter> _free = [];
    private StateWriter _windows = new();
    private readonly StateWriter _one = new();
    private TimeSpan _patience;
    private long _opened = Stopwatch.GetTimestamp();
    private long _first;
    private long _last;
    private long _events;
    private ulong _chain;
    private SimTime _end;

    public EpochPacker(RecordCatalog catalog, StorageSettings settings, RunKeep keep, long lastNumber)
    {
        _codec = new WindowCodec(catalog);
        _settings = settings;
        _withEvents = keep == RunKeep.Events;
        _patience = settings.FirstEpochTime;
        Number = lastNumber;
    }

    /// <summary>The number of the last epoch that was closed.</summary>
    public long Number { get; private set; }

    /// <summary>Whether there is anything to close.</summary>
    public bool IsEmpty => _first == 0;

    /// <summary>The bytes of the window that was added last.</summary>
    public ReadOnlySpan<byte> LastWindow => _one.Written.Span;

    /// <summary>Adds a window.</summary>
    /// <returns>Whether the epoch should be closed now.</returns>
    public bool Add(in WindowCommit commit, Kernel.World.WorldView? world)
    {
        if (IsEmpty)
        {
            _first = commit.Window.Number;
            _opened = Stopwatch.GetTimestamp();
        }

        _last = commit.Window.Number;
        _end = commit.Window.End;
        _chain = commit.Chain;
        _events += commit.Events.Count;
        if (_withEvents)
        {
            _one.Clear();
            _codec.Write(_one, commit, world);
            _windows.Write(_one.Written.Span);
        }

        return _windows.Length >= _settings.EpochBytes
            || Stopwatch.GetElapsedTime(_opened) >= _patience;
    }

    /// <summary>Closes the epoch.</summary>
    public EpochBlock Close()
    {
        StateWriter windows = _windows;
        var block = new EpochBlock(
            ++Number, _first, _last, _end.Micros, _events, TextOf(_chain), windows.Written)
        {
            OnPacked = () => _free.Add(windows),
        };
        _windows = _free.TryTake(out StateWriter? free) ? free : new StateWriter();
        _windows.Clear();
        _first = 0;
        _events = 0;
        _patience = _settings.EpochTime;
        return block;
    }

    /// <summary>How the chain stands in an epoch.</summary>
    public static string TextOf(ulong chain) => chain.ToString("x16", CultureInfo.InvariantCulture);
}

using System.Globalization;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Monitors;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Delivery;

/// <summary>
/// Holds deliveries to their laws: requests at a cache are counted without a gap, each is answered once at most, with
/// what it asked for, and is else open at the end or lost in a crash of its cache; no cache ever holds more than its
/// storage.
/// </summary>
/// <param name="plan">The collaboration.</param>
public sealed class DeliveryMonitor(DeliveryPlan plan) : IRunMonitor
{
    private const string Requests = "requests";
    private const string Storage = "storage";

    private readonly ViolationList _violations = new();
    private readonly SortedDictionary<(int Cache, long Number), (int Content, SimTime At)> _open = [];
    private readonly SortedSet<(int Cache, int Content)> _held = [];
    private readonly SortedDictionary<int, long> _counted = [];
    private long _requests;
    private long _lost;

    /// <inheritdoc/>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        int cache = record.Agent.Index;
        switch (record.Event)
        {
            case AgentCrashed when cache < plan.Caches:
                _lost += OpenOf(cache).Length;
                Clear(cache);
                break;
            case CacheBegan:
                Clear(cache);
                break;
            case HitsServed hits:
                Count(record, hits.First, hits.Count);
                break;
            case RequestMissed missed:
                Count(record, missed.Number, 1);
                _open[(cache, missed.Number)] = (missed.Content, record.Time);
                break;
            case RequestAnswered answered:
                Answer(record, answered);
                break;
            case ContentStored stored:
                Store(record, stored.Content);
                break;
            case ContentEvicted evicted when !_held.Remove((cache, evicted.Content)):
                Break(record, Storage, evicted.Content, "evicts what it does not hold");
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        metrics.Set("delivery.requests", _requests);
        metrics.Set("delivery.requests.open", _open.Count);
        metrics.Set("delivery.requests.lost", _lost);
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _violations.Capture(writer);
        writer.WriteMap(
            _open,
            static (w, key) =>
            {
                w.Write(key.Cache);
                w.Write(key.Number);
            },
            static (w, request) =>
            {
                w.Write(request.Content);
                w.Write(request.At);
            });
        writer.WriteList(_held, static (w, held) =>
        {
            w.Write(held.Cache);
            w.Write(held.Content);
        });
        writer.WriteMap(_counted, static (w, cache) => w.Write(cache), static (w, count) => w.Write(count));
        writer.Write(_requests);
        writer.Write(_lost);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _violations.Restore(reader);
        reader.ReadMap(
            _open, static r => (r.ReadInt32(), r.ReadInt64()), static r => (r.ReadInt32(), r.ReadTime()));
        _held.UnionWith(reader.ReadList(static r => (r.ReadInt32(), r.ReadInt32())));
        reader.ReadMap(_counted, static r => r.ReadInt32(), static r => r.ReadInt64());
        _requests = reader.ReadInt64();
        _lost = reader.ReadInt64();
    }

    private void Count(in EventRecord record, long first, int count)
    {
        int cache = record.Agent.Index;
        long before = _counted.GetValueOrDefault(cache);
        if (first != before + 1)
        {
            Break(record, Requests, null, string.Create(
                CultureInfo.InvariantCulture, $"tells of request {first} after request {before}"));
        }

        _counted[cache] = first + count - 1;
        _requests += count;
    }

    private void Answer(in EventRecord record, RequestAnswered answered)
    {
        if (!_open.Remove((record.Agent.Index, answered.Number), out (int Content, SimTime At) request))
        {
            Break(record, Requests, answered.Content, string.Create(
                CultureInfo.InvariantCulture, $"answers request {answered.Number}, which is not open"));
        }
        else if (request.Content != answered.Content || record.Time - request.At != answered.Waited)
        {
            Break(record, Requests, answered.Content, string.Create(
                CultureInfo.InvariantCulture,
                $"answers request {answered.Number} of {request.At} for content {request.Content} otherwise"));
        }
    }

    private void Store(in EventRecord record, int content)
    {
        int cache = record.Agent.Index;
        if (!_held.Add((cache, content)))
        {
            Break(record, Storage, content, "stores what it holds");
        }

        long bytes = HeldBy(cache).Sum(held => (long)plan.Sizes[held.Content]);
        if (bytes > plan.Storage)
        {
            Break(record, Storage, content, string.Create(
                CultureInfo.InvariantCulture, $"holds {bytes} bytes, but its storage is {plan.Storage}"));
        }
    }

    private void Clear(int cache)
    {
        foreach ((int Cache, long Number) request in OpenOf(cache))
        {
            _open.Remove(request);
        }

        _held.ExceptWith(HeldBy(cache));
        _counted.Remove(cache);
    }

    private (int Cache, long Number)[] OpenOf(int cache) => [.. _open.Keys.Where(r => r.Cache == cache)];

    private (int Cache, int Content)[] HeldBy(int cache) =>
        [.. _held.GetViewBetween((cache, 0), (cache, int.MaxValue))];

    private void Break(in EventRecord record, string law, int? content, string message) => _violations.Add(
        new Violation(
            law, record.Time, record.Agent,
            content is int number ? string.Create(CultureInfo.InvariantCulture, $"content {number}") : null, message));
}

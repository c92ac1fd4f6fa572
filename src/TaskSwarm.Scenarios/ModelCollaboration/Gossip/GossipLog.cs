using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Faults;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Readers;

namespace TaskSwarm.Scenarios.ModelCollaboration.Gossip;

/// <summary>Reads how models come to agree by gossip: exchange by exchange against what theory promises, whether their
/// mean stays where it was, and how good they are before and after.</summary>
/// <remarks>An exchange counts when the member that was asked moves. The other keeps its model until it hears of that,
/// so from then on it is as good as there.</remarks>
/// <param name="plan">The collaboration.</param>
public sealed class GossipLog(GossipPlan plan) : IRunReader, IPictureSource
{
    // Below, rounding of single-precision parameters is a part of what disagrees.
    private const double LeastShare = 1e-8;

    private readonly GossipTheory _theory = new(plan.Graph);
    private readonly SortedDictionary<int, double[]> _models = [];
    private readonly List<GossipPoint> _points = [];
    private readonly List<double> _meanAtFirst = [];
    private readonly JudgedModels _judged = new();
    private double _first;
    private long _measured;
    private double _factors;
    private double _expected;
    private long _exchanges;
    private long _refused;
    private long _abandoned;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case ModelStands stands:
                _models[record.Agent.Index] = [stands.First, stands.Second, stands.Third, stands.Fourth];
                BeginIfComplete();
                break;
            case ModelAveraged { HasAsked: false } averaged:
                Add(record, averaged);
                break;
            case ExchangeRefused:
                _refused++;
                break;
            case ExchangeAbandoned:
                _abandoned++;
                break;
            case AgentCrashed:
                _models.Remove(record.Agent.Index);
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
        metrics.Set("gossip.exchanges", _exchanges);
        metrics.Set("gossip.refused", _refused);
        metrics.Set("gossip.abandoned", _abandoned);
        metrics.Set("gossip.factor.theory", _theory.Factor);
        _judged.Report(metrics);
        if (_measured == 0)
        {
            return;
        }

        metrics.Set("gossip.disagreement", _points[^1].Distance);
        metrics.Set("gossip.factor", _factors / _measured);
        metrics.Set("gossip.factor.expected", _expected / _measured);
        if (IsComplete)
        {
            metrics.Set("gossip.drift", Drift());
        }
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames)
    {
        GossipPoint[] apart = [.. _points.Where(p => p.Distance > 0)];
        double[] seconds = [.. apart.Select(p => p.Seconds)];
        return new RunPicture(
            "Gossip of models",
            [
                new SeriesPanel(
                    "Disagreement", "log10",
                    [
                        new Series(
                            "from the mean model", seconds, [.. apart.Select(p => Math.Log10(p.Distance))]),
                        new Series(
                            "bound on its mean square, exchange by exchange", seconds,
                            [
                                .. apart.Select(p =>
                                    (Math.Log10(_first) + (p.Exchange * Math.Log10(_theory.Factor))) / 2),
                            ]),
                    ],
                    []),
            ]);
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMap(
            _models, static (w, member) => w.Write(member),
            static (w, at) => w.WriteList(at, static (v, x) => v.Write(x)));
        writer.WriteList(_points, static (w, point) => point.Capture(w));
        writer.WriteList(_meanAtFirst, static (w, x) => w.Write(x));
        _judged.Capture(writer);
        writer.Write(_first);
        writer.Write(_measured);
        writer.Write(_factors);
        writer.Write(_expected);
        writer.Write(_exchanges);
        writer.Write(_refused);
        writer.Write(_abandoned);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(
            _models, static r => r.ReadInt32(), static r => r.ReadList(static x => x.ReadDouble()).ToArray());
        _points.AddRange(reader.ReadList(GossipPoint.Read));
        _meanAtFirst.AddRange(reader.ReadList(static r => r.ReadDouble()));
        _judged.Restore(reader);
        _first = reader.ReadDouble();
        _measured = reader.ReadInt64();
        _factors = reader.ReadDouble();
        _expected = reader.ReadDouble();
        _exchanges = reader.ReadInt64();
        _refused = reader.ReadInt64();
        _abandoned = reader.ReadInt64();
    }

    private bool IsComplete => _models.Count == plan.Members.Count;

    private void BeginIfComplete()
    {
        if (IsComplete && _meanAtFirst.Count == 0)
        {
            _first = Disagreement.Squared(_models.Values);
            _meanAtFirst.AddRange(Disagreement.Mean(_models.Values));
        }
    }

    private void Add(in EventRecord record, ModelAveraged averaged)
    {
        _exchanges++;
        double[] mean = [averaged.First, averaged.Second, averaged.Third, averaged.Fourth];
        bool isMeasured = IsComplete && _first > 0;
        double before = isMeasured ? Disagreement.Squared(_models.Values) : 0;
        double expected = before > LeastShare * _first ? _theory.Expected([.. _models.Values]) : 0;
        _models[record.Agent.Index] = mean;
        if (_models.ContainsKey(averaged.With.Index))
        {
            _models[averaged.With.Index] = [.. mean];
        }

        if (!isMeasured)
        {
            return;
        }

        double after = Disagreement.Squared(_models.Values);
        _points.Add(new GossipPoint(record.Time.Seconds, _exchanges, Math.Sqrt(after)));
        if (before > LeastShare * _first)
        {
            _measured++;
            _factors += after / before;
            _expected += expected;
        }
    }

    /// <summary>How far the mean model has moved since all had learnt, as a share of how far models then were from it,
    /// root mean square.</summary>
    private double Drift()
    {
        double[] mean = Disagreement.Mean(_models.Values);
        double squared = mean.Zip(_meanAtFirst, (now, then) => (now - then) * (now - then)).Sum();
        return Math.Sqrt(squared * plan.Members.Count / _first);
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Fusion;

/// <summary>Reads what members think alone and together, and draws both.</summary>
/// <param name="plan">The collaboration.</param>
public sealed class FusionLog(FusionPlan plan) : IRunReader, IPictureSource
{
    private readonly List<FusionPoint> _curve = [];
    private readonly SortedDictionary<int, List<(double Seconds, double Accuracy, double Weight)>> _members = [];
    private readonly List<Moment> _moments = [];
    private double _kkt;
    private long _droppedOut;
    private long _refused;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case OpinionJudged judged:
                if (!_members.TryGetValue(judged.Member.Index, out List<(double, double, double)>? curve))
                {
                    _members.Add(judged.Member.Index, curve = []);
                }

                curve.Add((record.Time.Seconds, judged.Accuracy, judged.Weight));
                break;
            case OpinionsFused fused:
                _curve.Add(new FusionPoint(
                    record.Time.Seconds, fused.Accuracy, fused.Best, fused.Loss, fused.Members));
                _kkt = Math.Max(_kkt, fused.KktResidual);
                break;
            case FusionRuleChanged:
                _moments.Add(new Moment(record.Time.Seconds, "next rule"));
                break;
            case MemberDroppedOut:
                _droppedOut++;
                break;
            case UpdateRefused:
                _refused++;
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        metrics.Set("fusion.rounds", _curve.Count);
        metrics.Set("fusion.rule.changes", _moments.Count);
        metrics.Set("learning.dropouts", _droppedOut);
        metrics.Set("fusion.opinions.refused", _refused);
        if (_curve.Count == 0)
        {
            return;
        }

        FusionPoint last = _curve[^1];
        metrics.Set("model.accuracy", last.Accuracy);
        metrics.Set("model.accuracy.best", _curve.Max(p => p.Accuracy));
        metrics.Set("model.loss", last.Loss);
        metrics.Set("member.accuracy.best", last.Best);
        metrics.Set("member.accuracy.mean", _members.Values.Average(m => m[^1].Accuracy));
        metrics.Set("fusion.gain.points", 100 * (last.Accuracy - last.Best));
        metrics.Set("fusion.kkt.residual", _kkt);
        metrics.Set("fusion.members.mean", _curve.Average(p => (double)p.Members));
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames)
    {
        ArgumentNullException.ThrowIfNull(agentNames);
        double[] seconds = [.. _curve.Select(p => p.Seconds)];
        return new RunPicture(
            "Fusion",
            [
                new SeriesPanel(
                    "Accuracy on test images", "share",
                    [
                        .. SeriesOf(agentNames, at => at.Accuracy),
                        new Series("together", seconds, [.. _curve.Select(p => p.Accuracy)]),
                    ],
                    _moments),
                new SeriesPanel("Weights of members", "share", [.. SeriesOf(agentNames, at => at.Weight)], _moments),
                new SeriesPanel(
                    "Loss on test images, together", "cross-entropy, nats",
                    [new Series("together", seconds, [.. _curve.Select(p => p.Loss)])],
                    _moments),
            ]);
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(_curve, static (w, point) => point.Capture(w));
        writer.WriteMap(_members, static (w, member) => w.Write(member), static (w, curve) =>
            w.WriteList(curve, static (v, at) =>
            {
                v.Write(at.Seconds);
                v.Write(at.Accuracy);
                v.Write(at.Weight);
            }));
        writer.WriteList(_moments, static (w, moment) => moment.Capture(w));
        writer.Write(_kkt);
        writer.Write(_droppedOut);
        writer.Write(_refused);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _curve.AddRange(reader.ReadList(FusionPoint.Read));
        reader.ReadMap(
            _members, static r => r.ReadInt32(),
            static r => r.ReadList(static v => (v.ReadDouble(), v.ReadDouble(), v.ReadDouble())));
        _moments.AddRange(reader.ReadList(Moment.Read));
        _kkt = reader.ReadDouble();
        _droppedOut = reader.ReadInt64();
        _refused = reader.ReadInt64();
    }

    /// <summary>A line for each member; where a rule has no weights, it has a gap.</summary>
    private IEnumerable<Series> SeriesOf(
        IReadOnlyList<string> agentNames, Func<(double Seconds, double Accuracy, double Weight), double> value) =>
        _members.Select(m => (m.Key, Points: m.Value.Where(at => value(at) >= 0).ToArray())).Select(m => new Series(
            agentNames[plan.Members[m.Key].Index], [.. m.Points.Select(at => at.Seconds)],
            [.. m.Points.Select(value)]));
}

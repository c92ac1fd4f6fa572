using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Readers;

/// <summary>Reads a federated run: the learning curve, its figures and its picture.</summary>
/// <param name="plan">The collaboration.</param>
public sealed class LearningLog(FederatedPlan plan) : IRunReader, IPictureSource
{
    private readonly List<CurvePoint> _curve = [];
    private readonly List<Moment> _moments = [];
    private long _trained;
    private long _examples;
    private long _droppedOut;
    private long _late;
    private long _refused;
    private int _adjusted;
    private int _void;
    private long _bytes;

    /// <summary>The common model after each round.</summary>
    public IReadOnlyList<CurvePoint> Curve => _curve;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case RoundJudged judged:
                _curve.Add(new CurvePoint(
                    record.Time.Seconds, judged.Round, judged.Updates, judged.Accuracy, judged.Loss));
                _bytes += (long)judged.Updates * (plan.Edges.Count > 0 ? plan.ModelBytes : plan.UpdateBytes);
                break;
            case EdgeAveraged averaged:
                _bytes += (long)averaged.Updates * plan.UpdateBytes;
                break;
            case RoundVoid:
                _void++;
                break;
            case ModelTrained trained:
                _trained++;
                _examples += trained.Examples;
                break;
            case MemberDroppedOut:
                _droppedOut++;
                break;
            case UpdateRefused refused:
                _late += refused.IsLate ? 1 : 0;
                _refused += refused.IsLate ? 0 : 1;
                _bytes += BytesOf(record.Agent);
                break;
            case TermsAdjusted:
                _adjusted++;
                _moments.Add(new Moment(record.Time.Seconds, "adjusted"));
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        metrics.Set("learning.rounds", _curve.Count);
        metrics.Set("learning.trainings", _trained);
        metrics.Set("learning.examples", _examples);
        metrics.Set("learning.dropouts", _droppedOut);
        metrics.Set("learning.updates.late", _late);
        metrics.Set("learning.updates.refused", _refused);
        metrics.Set("learning.adjustments", _adjusted);
        metrics.Set("learning.bytes.up", _bytes);
        if (plan.Rules.Secure is not null)
        {
            metrics.Set("learning.rounds.void", _void);
        }

        if (_curve.Count == 0)
        {
            return;
        }

        metrics.Set("model.accuracy", _curve[^1].Accuracy);
        metrics.Set("model.accuracy.best", _curve.Max(p => p.Accuracy));
        metrics.Set("model.loss", _curve[^1].Loss >= 0 ? _curve[^1].Loss : double.NaN);
        metrics.Set("learning.updates.mean", _curve.Average(p => (double)p.Updates));
        metrics.Set(
            "learning.rounds.target", LearningCurve.RoundsTo(_curve, plan.Rules.Target) ?? double.NaN);
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames) =>
        LearningCurve.Picture("Federated averaging", _curve, _moments);

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(_curve, static (w, point) => point.Capture(w));
        writer.WriteList(_moments, static (w, moment) => moment.Capture(w));
        writer.Write(_trained);
        writer.Write(_examples);
        writer.Write(_droppedOut);
        writer.Write(_late);
        writer.Write(_refused);
        writer.Write(_adjusted);
        writer.Write(_void);
        writer.Write(_bytes);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _curve.AddRange(reader.ReadList(CurvePoint.Read));
        _moments.AddRange(reader.ReadList(Moment.Read));
        _trained = reader.ReadInt64();
        _examples = reader.ReadInt64();
        _droppedOut = reader.ReadInt64();
        _late = reader.ReadInt64();
        _refused = reader.ReadInt64();
        _adjusted = reader.ReadInt32();
        _void = reader.ReadInt32();
        _bytes = reader.ReadInt64();
    }

    /// <summary>What a server has refused. With secure sums it is a key that came late: no update follows it.</summary>
    private int BytesOf(AgentId server) =>
        plan.Rules.Secure is not null ? 0
        : plan.Edges.Count > 0 && server == plan.Server ? plan.ModelBytes
        : plan.UpdateBytes;
}

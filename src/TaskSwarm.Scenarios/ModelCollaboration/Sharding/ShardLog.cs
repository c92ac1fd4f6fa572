using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Readers;

namespace TaskSwarm.Scenarios.ModelCollaboration.Sharding;

/// <summary>Reads a run on shards: the learning curve, and what it took to move images.</summary>
public sealed class ShardLog : IRunReader, IPictureSource
{
    private readonly List<CurvePoint> _curve = [];
    private long _trained;
    private long _taken;
    private long _droppedOut;
    private long _refused;
    private long _moved;
    private long _bytes;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case RoundJudged judged:
                _curve.Add(new CurvePoint(
                    record.Time.Seconds, judged.Round, judged.Updates, judged.Accuracy, judged.Loss));
                break;
            case ModelTrained:
                _trained++;
                break;
            case ShardTaken:
                _taken++;
                break;
            case MemberDroppedOut:
                _droppedOut++;
                break;
            case UpdateRefused:
                _refused++;
                break;
            case ShardMoved moved:
                _moved++;
                _bytes += moved.Bytes;
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        metrics.Set("learning.rounds", _curve.Count);
        metrics.Set("learning.trainings", _trained);
        metrics.Set("learning.dropouts", _droppedOut);
        metrics.Set("learning.updates.refused", _refused);
        metrics.Set("shards.taken", _taken);
        metrics.Set("shards.trained.vainly", _trained - _taken - _refused);
        metrics.Set("shards.moved", _moved);
        metrics.Set("shards.moved.bytes", _bytes);
        if (_curve.Count > 0)
        {
            metrics.Set("model.accuracy", _curve[^1].Accuracy);
            metrics.Set("model.accuracy.best", _curve.Max(p => p.Accuracy));
            metrics.Set("model.loss", _curve[^1].Loss >= 0 ? _curve[^1].Loss : double.NaN);
        }
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames) =>
        LearningCurve.Picture("Training on shards", _curve, []);

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList(_curve, static (w, point) => point.Capture(w));
        writer.Write(_trained);
        writer.Write(_taken);
        writer.Write(_droppedOut);
        writer.Write(_refused);
        writer.Write(_moved);
        writer.Write(_bytes);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _curve.AddRange(reader.ReadList(CurvePoint.Read));
        _trained = reader.ReadInt64();
        _taken = reader.ReadInt64();
        _droppedOut = reader.ReadInt64();
        _refused = reader.ReadInt64();
        _moved = reader.ReadInt64();
        _bytes = reader.ReadInt64();
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;

namespace TaskSwarm.Scenarios.ModelCollaboration.Readers;

/// <summary>How good members' models were before they combined what they know and after, as each judged last.</summary>
internal sealed class JudgedModels
{
    private readonly SortedDictionary<int, double> _before = [];
    private readonly SortedDictionary<int, double> _after = [];

    /// <summary>A member has judged its model.</summary>
    public void Add(AgentId member, ModelJudged judged) =>
        (judged.IsFinal ? _after : _before)[member.Index] = judged.Accuracy;

    /// <summary>Adds <c>model.accuracy</c> of those who have judged.</summary>
    public void Report(MetricSet metrics)
    {
        metrics.Set("model.accuracy.alone.mean", _before.Values.DefaultIfEmpty(double.NaN).Average());
        metrics.Set("model.accuracy.alone.best", _before.Values.DefaultIfEmpty(double.NaN).Max());
        metrics.Set("model.accuracy.mean", _after.Values.DefaultIfEmpty(double.NaN).Average());
        metrics.Set("model.accuracy.best", _after.Values.DefaultIfEmpty(double.NaN).Max());
    }

    /// <summary>Writes all of it.</summary>
    public void Capture(StateWriter writer)
    {
        writer.WriteMap(_before, static (w, member) => w.Write(member), static (w, accuracy) => w.Write(accuracy));
        writer.WriteMap(_after, static (w, member) => w.Write(member), static (w, accuracy) => w.Write(accuracy));
    }

    /// <summary>Reads what <see cref="Capture"/> wrote.</summary>
    public void Restore(StateReader reader)
    {
        reader.ReadMap(_before, static r => r.ReadInt32(), static r => r.ReadDouble());
        reader.ReadMap(_after, static r => r.ReadInt32(), static r => r.ReadDouble());
    }
}

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.FormationFlight.Graphs;
using TaskSwarm.Scenarios.FormationFlight.Readers;
using TaskSwarm.Scenarios.ModelCollaboration.Agents;
using TaskSwarm.Scenarios.ModelCollaboration.Learned;

namespace TaskSwarm.Scenarios.ModelCollaboration.Readers;

/// <summary>Reads how models come to agree: how fast, against what the graph's Laplacian promises, and how good they
/// are before and after.</summary>
/// <param name="plan">The collaboration.</param>
public sealed class ConsensusLog(ConsensusPlan plan) : IRunReader, IPictureSource
{
    private const double FitFrom = 0.9;
    private const double FitTo = 1e-3;

    private readonly SortedDictionary<int, List<double[]>> _open = [];
    private readonly List<(double Seconds, int Step, double Disagreement)> _steps = [];
    private readonly JudgedModels _judged = new();
    private int _healed;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case LinksChanged:
                _healed++;
                break;
            case ModelMoved moved:
                Add(moved, record.Time.Seconds);
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
        metrics.Set("consensus.links.changed", _healed);
        metrics.Set("consensus.steps", _steps.Count == 0 ? 0 : _steps[^1].Step);
        _judged.Report(metrics);
        if (_steps.Count == 0 || plan.Graph.Count < 2)
        {
            return;
        }

        // By steps, not by seconds: what shrinks is the disagreement of a step.
        double measured = Math.Exp(-DecayFit.Rate(
            [.. _steps.Select(s => ((double)s.Step, s.Disagreement))], FitFrom, FitTo));
        double promised = new ConsensusTheory(plan.Graph).StepFactor(plan.Step);
        metrics.Set("consensus.disagreement", _steps[^1].Disagreement);
        metrics.Set("consensus.factor", measured);
        metrics.Set("consensus.factor.theory", promised);
        metrics.Set("consensus.factor.error.percent", 100 * Math.Abs((measured / promised) - 1));
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames) => new(
        "Consensus of models",
        [
            new SeriesPanel(
                "Disagreement", "log10",
                [
                    new Series(
                        "from the mean model",
                        [.. _steps.Where(s => s.Disagreement > 0).Select(s => s.Seconds)],
                        [.. _steps.Where(s => s.Disagreement > 0).Select(s => Math.Log10(s.Disagreement))]),
                ],
                []),
        ]);

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteMap(
            _open, static (w, step) => w.Write(step),
            static (w, members) => w.WriteList(
                members, static (v, at) => v.WriteList(at, static (u, x) => u.Write(x))));
        writer.WriteList(_steps, static (w, step) =>
        {
            w.Write(step.Seconds);
            w.Write(step.Step);
            w.Write(step.Disagreement);
        });
        _judged.Capture(writer);
        writer.Write(_healed);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.ReadMap(
            _open, static r => r.ReadInt32(),
            static r => r.ReadList(static m => m.ReadList(static x => x.ReadDouble()).ToArray()));
        _steps.AddRange(reader.ReadList(static r => (r.ReadDouble(), r.ReadInt32(), r.ReadDouble())));
        _judged.Restore(reader);
        _healed = reader.ReadInt32();
    }

    /// <summary>A step that not all members made says nothing about the others' agreement.</summary>
    private void Add(ModelMoved moved, double seconds)
    {
        if (!_open.TryGetValue(moved.Step, out List<double[]>? members))
        {
            _open.Add(moved.Step, members = []);
        }

        members.Add([moved.First, moved.Second, moved.Third, moved.Fourth]);
        if (members.Count < plan.Members.Count)
        {
            return;
        }

        _steps.Add((seconds, moved.Step, Math.Sqrt(Disagreement.Squared(members))));
        _open.Remove(moved.Step);
    }
}

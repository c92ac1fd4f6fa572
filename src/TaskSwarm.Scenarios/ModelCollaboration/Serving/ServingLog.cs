using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>Reads how well and how soon cases were decided, and by whom.</summary>
public sealed class ServingLog : IRunReader, IPictureSource
{
    private const int Smoothed = 50;

    private readonly Distribution _latency = new();
    private readonly List<(double Seconds, bool IsRight)> _decided = [];
    private readonly SortedDictionary<int, double> _accuracies = [];
    private readonly List<Moment> _moments = [];
    private long _came;
    private long _undecided;
    private long _opinions;
    private long _outside;
    private double _energy;

    /// <inheritdoc/>
    public void OnEvent(in EventRecord record)
    {
        switch (record.Event)
        {
            case ServerReady ready:
                _accuracies[record.Agent.Index] = ready.Accuracy;
                break;
            case CaseCame:
                _came++;
                break;
            case CaseDecided decided:
                _decided.Add((record.Time.Seconds, decided.IsRight));
                _undecided += decided.Said < 0 ? 1 : 0;
                _opinions += decided.Opinions;
                _outside += decided.Outside > 0 ? 1 : 0;
                _energy += decided.Energy;
                _latency.Add(decided.Seconds);
                break;
            case MemberDistrusted:
                _moments.Add(new Moment(record.Time.Seconds, "distrust"));
                break;
        }
    }

    /// <inheritdoc/>
    public void Report(MetricSet metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        metrics.Set("serving.cases", _came);
        metrics.Set("serving.cases.decided", _decided.Count);
        metrics.Set("serving.cases.undecided", _undecided);
        metrics.Set("serving.members.distrusted", _moments.Count);
        if (_accuracies.Count > 0)
        {
            metrics.Set("member.accuracy.best", _accuracies.Values.Max());
            metrics.Set("member.accuracy.mean", _accuracies.Values.Average());
        }

        if (_decided.Count == 0)
        {
            return;
        }

        double accuracy = _decided.Average(d => d.IsRight ? 1.0 : 0);
        metrics.Set("serving.accuracy", accuracy);
        metrics.Set("serving.gain.points", 100 * (accuracy - _accuracies.Values.DefaultIfEmpty(0).Max()));
        metrics.Set("serving.opinions.mean", (double)_opinions / _decided.Count);
        metrics.Set("serving.offloaded.ratio", (double)_outside / _decided.Count);
        metrics.Set("serving.energy.mean.joules", _energy / _decided.Count);
        _latency.Report(metrics, "serving.latency.seconds");
    }

    /// <inheritdoc/>
    public RunPicture Picture(IReadOnlyList<string> agentNames)
    {
        ArgumentNullException.ThrowIfNull(agentNames);
        double[] seconds = [.. _decided.Select(d => d.Seconds)];
        double best = _accuracies.Values.DefaultIfEmpty(0).Max();
        var shares = new double[_decided.Count];
        int right = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            right += (_decided[i].IsRight ? 1 : 0) - (i >= Smoothed && _decided[i - Smoothed].IsRight ? 1 : 0);
            shares[i] = (double)right / Math.Min(i + 1, Smoothed);
        }

        return new RunPicture(
            "Serving",
            [
                new SeriesPanel(
                    "Cases decided right, of the last 50", "share",
                    [
                        new Series("together", seconds, shares),
                        new Series("best member alone", seconds, [.. seconds.Select(_ => best)]),
                    ],
                    _moments),
            ]);
    }

    /// <inheritdoc/>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _latency.Capture(writer);
        writer.WriteList(_decided, static (w, decided) =>
        {
            w.Write(decided.Seconds);
            w.Write(decided.IsRight);
        });
        writer.WriteMap(_accuracies, static (w, member) => w.Write(member), static (w, accuracy) => w.Write(accuracy));
        writer.WriteList(_moments, static (w, moment) => moment.Capture(w));
        writer.Write(_came);
        writer.Write(_undecided);
        writer.Write(_opinions);
        writer.Write(_outside);
        writer.Write(_energy);
    }

    /// <inheritdoc/>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _latency.Restore(reader);
        _decided.AddRange(reader.ReadList(static r => (r.ReadDouble(), r.ReadBoolean())));
        reader.ReadMap(_accuracies, static r => r.ReadInt32(), static r => r.ReadDouble());
        _moments.AddRange(reader.ReadList(Moment.Read));
        _came = reader.ReadInt64();
        _undecided = reader.ReadInt64();
        _opinions = reader.ReadInt64();
        _outside = reader.ReadInt64();
        _energy = reader.ReadDouble();
    }
}

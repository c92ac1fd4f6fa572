using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Metrics;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Actors.Tests;

/// <summary>Writes every committed event down as text, and lets a test act after each window and at the end.</summary>
internal sealed class Journal : IRunReader
{
    private readonly Action<Window>? _afterWindow;
    private readonly Action? _atTheEnd;

    public Journal(Action<Window>? afterWindow = null, Action? atTheEnd = null) =>
        (_afterWindow, _atTheEnd) = (afterWindow, atTheEnd);

    public List<string> Lines { get; } = [];

    public void OnEvent(in EventRecord record) =>
        Lines.Add($"{record.Time.Micros} {record.Agent.Index} {record.Ordinal} {record.Event}");

    public void OnWindow(in Window window, WorldView world) => _afterWindow?.Invoke(window);

    public void Report(MetricSet metrics) => _atTheEnd?.Invoke();

    public void Capture(StateWriter writer) => writer.WriteList(Lines, static (w, line) => w.Write(line));

    public void Restore(StateReader reader) => Lines.AddRange(reader.ReadList(static r => r.ReadString()!));
}

using System.Diagnostics;
using System.Globalization;
using TaskSwarm.Chaos.Networks;

namespace TaskSwarm.Chaos;

/// <summary>A node process of the program.</summary>
internal sealed class Node : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _started = Stopwatch.GetTimestamp();

    private Node(Process process, Place place) => (_process, Place) = (process, place);

    /// <summary>Where it is.</summary>
    public Place Place { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>How long it has been there.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(_started);

    /// <summary>Done when it has said that it is up.</summary>
    public Task Up => _up.Task;

    /// <summary>Done when it has ended.</summary>
    public Task Ended => _process.WaitForExitAsync();

    /// <summary>Whether it is there.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts a node.</summary>
    public static Node Start(Launcher launcher, Place place, IEnumerable<Node> seeds)
    {
        string members = string.Join(',', seeds.Select(s => s.Place.Address));
        Process process = launcher.Start(
            place,
            [
                "node", "-v", "--host", place.Host, "--port", place.Port.ToString(CultureInfo.InvariantCulture),
                .. members.Length == 0 ? Array.Empty<string>() : ["--seed-nodes", members],
            ]);
        var node = new Node(process, place);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.EndsWith("is up", StringComparison.Ordinal))
            {
                node._up.TrySetResult();
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
            {
                Storm.Tell($"{place.Address}: {line.Data}");
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return node;
    }

    /// <summary>Sends it a signal, such as <c>KILL</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsAlive)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}

using System.Diagnostics;
using System.Globalization;

namespace TaskSwarm.Chaos;

/// <summary>A node process of the program.</summary>
internal sealed class Node : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Node(Process process, int port) => (_process, Port) = (process, port);

    /// <summary>Its TCP port.</summary>
    public int Port { get; }

    /// <summary>Done when it has said that it is up.</summary>
    public Task Up => _up.Task;

    /// <summary>Whether it is there.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Starts a node.</summary>
    public static Node Start(string program, int port, IReadOnlyList<int> seeds)
    {
        string[] join = seeds.Count == 0
            ? []
            : ["--seed-nodes", string.Join(',', seeds.Select(s => $"127.0.0.1:{s}"))];
        var start = new ProcessStartInfo(
            "dotnet", [program, "node", "-v", "--port", port.ToString(CultureInfo.InvariantCulture), .. join])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var node = new Node(process, port);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.EndsWith("is up", StringComparison.Ordinal))
            {
                node._up.TrySetResult();
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (Storm.Verbose && line.Data is not null)
            {
                Console.WriteLine($"  {DateTime.UtcNow:HH:mm:ss} {port}: {line.Data}");
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return node;
    }

    /// <summary>Sends it a signal, such as <c>KILL</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start(
            "kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsAlive)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

using System.Diagnostics;

namespace TaskSwarm.Cli.Commands;

/// <summary>
/// Node processes of this machine that carry one run. One that is lost before the run begins is started again, since
/// the run waits for it; later the others go on without it.
/// </summary>
internal sealed class LocalNodes : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly List<Process> _nodes = [];
    private readonly string _seed;
    private int _spare;
    private bool _over;

    /// <summary>Starts nodes.</summary>
    /// <param name="seed">The member that they join.</param>
    /// <param name="count">How many.</param>
    public LocalNodes(string seed, int count)
    {
        (_seed, _spare) = (seed, count);
        lock (_lock)
        {
            for (int i = 0; i < count; i++)
            {
                StartNode();
            }
        }
    }

    /// <summary>Cancelled when all have ended.</summary>
    public CancellationToken AllGone => _gone.Token;

    /// <summary>The run has begun.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _spare = 0;
        }
    }

    /// <summary>Waits for those that were asked to leave; who takes too long is ended.</summary>
    public async Task EndAsync()
    {
        Process[] nodes;
        lock (_lock)
        {
            _over = true;
            nodes = [.. _nodes];
        }

        using var limit = new CancellationTokenSource(Patience);
        foreach (Process node in nodes)
        {
            try
            {
                await node.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                node.Kill();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _over = true;
            _nodes.ForEach(static n => n.Dispose());
        }

        _gone.Dispose();
    }

    private void OnExited()
    {
        lock (_lock)
        {
            if (_over)
            {
                return;
            }

            if (_spare > 0)
            {
                _spare--;
                StartNode();
            }
            else if (_nodes.TrueForAll(static n => n.HasExited))
            {
                _gone.Cancel();
            }
        }
    }

    private void StartNode()
    {
        string program = Environment.ProcessPath!;
        string[] head = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [typeof(LocalNodes).Assembly.Location]
            : [];
        var node = new Process
        {
            StartInfo = new ProcessStartInfo(program, [.. head, "node", "--seed-nodes", _seed, "--once"])
            {
                RedirectStandardOutput = true,
            },
            EnableRaisingEvents = true,
        };
        node.Exited += (_, _) => OnExited();
        node.Start();
        _nodes.Add(node);
    }
}

using System.Diagnostics;

namespace TaskSwarm.Store.Tests;

/// <summary>A process of its own that writes a run until it is killed.</summary>
internal sealed class VictimProcess : IDisposable
{
    private readonly Process _process;

    public VictimProcess(StoreAddress address, string run)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(Victim).Assembly.Location);
        start.ArgumentList.Add(address.SqlitePath!);
        start.ArgumentList.Add(run);
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = Process.Start(start)!;
    }

    /// <summary>Waits for a line that it prints: first "writing", then the number of every fiftieth epoch.</summary>
    public async Task<string?> LineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}

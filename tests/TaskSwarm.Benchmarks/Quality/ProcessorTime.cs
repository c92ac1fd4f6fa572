using System.Diagnostics;

namespace TaskSwarm.Benchmarks.Quality;

/// <summary>Seconds of processor time that a piece of work takes: other processes do not count.</summary>
internal static class ProcessorTime
{
    public static (T Result, double Seconds) Of<T>(Func<T> work)
    {
        using var self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        T result = work();
        self.Refresh();
        return (result, (self.TotalProcessorTime - before).TotalSeconds);
    }
}

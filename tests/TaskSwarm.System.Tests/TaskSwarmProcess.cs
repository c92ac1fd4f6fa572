using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace TaskSwarm.System.Tests;

/// <summary>A process of the program, as a user starts it.</summary>
internal sealed class TaskSwarmProcess : IDisposable
{
    // Far above what anything here takes: it only keeps a hang from hanging the tests.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The folder of the store that runs are kept in unless a test names another.</summary>
    private static readonly string Data = Directory.CreateTempSubdirectory("taskswarm-data-").FullName;

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private readonly StringBuilder _said = new();

    private TaskSwarmProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = ReadAsync(process.StandardError);
    }

    /// <summary>Its number in the system.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the program in the root of the working copy.</summary>
    public static TaskSwarmProcess Start(params string[] args) => StartWith([], args);

    /// <summary>Starts the program with some variables of the environment.</summary>
    public static TaskSwarmProcess StartWith((string Name, string Value)[] environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["XDG_DATA_HOME"] = Data;
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        start.ArgumentList.Add(Repository.Program);
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return new TaskSwarmProcess(Process.Start(start)!);
    }

    /// <summary>Runs the program to its end.</summary>
    public static Ended Run(params string[] args)
    {
        using TaskSwarmProcess process = Start(args);
        return process.End();
    }

    /// <summary>The processes that it has started, once there are so many. Linux only.</summary>
    public IReadOnlyList<Child> Children(int count)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            int[] children =
            [
                .. Directory.GetDirectories($"/proc/{_process.Id}/task")
                    .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' '))
                    .Where(id => id.Length > 0).Select(int.Parse).Order(),
            ];
            if (children.Length >= count)
            {
                return [.. children.Select(id => new Child(id))];
            }

            if (clock.Elapsed > Patience || _process.WaitForExit(50))
            {
                throw new TimeoutException($"{children.Length} of {count} processes were started.");
            }
        }
    }

    /// <summary>Whether it ends within a time.</summary>
    public bool HasEnded(TimeSpan within) => _process.WaitForExit(within);

    /// <summary>Waits until it has said something on standard error.</summary>
    public void UntilSaid(string words)
    {
        var clock = Stopwatch.StartNew();
        while (!Said().Contains(words, StringComparison.Ordinal))
        {
            if (clock.Elapsed > Patience || _process.WaitForExit(20))
            {
                throw new TimeoutException($"The program did not say '{words}': {Said()}");
            }
        }
    }

    /// <summary>Ends it as <c>kill -9</c> does, unless it ends by itself before.</summary>
    public void KillAfter(TimeSpan time)
    {
        if (!_process.WaitForExit(time))
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    /// <summary>Waits for the end.</summary>
    public Ended End()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program did not end within {Patience}: {_error.Result}");
        }

        return new Ended(_process.ExitCode, _output.Result, _error.Result);
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task<string> ReadAsync(StreamReader reader)
    {
        char[] buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            lock (_said)
            {
                _said.Append(buffer, 0, read);
            }
        }

        return Said();
    }

    private string Said()
    {
        lock (_said)
        {
            return _said.ToString();
        }
    }

    /// <summary>What a process left.</summary>
    /// <param name="Code">Its exit code.</param>
    /// <param name="Output">Its standard output.</param>
    /// <param name="Error">Its standard error.</param>
    internal sealed record Ended(int Code, string Output, string Error)
    {
        /// <summary>The output, which must be one JSON object.</summary>
        public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

        /// <summary>The run's id.</summary>
        public string Run => Json["run"]!.GetValue<string>();

        /// <summary>The run's digest.</summary>
        public string Digest => Json["digest"]!.GetValue<string>();
    }

    /// <summary>A process that another one has started.</summary>
    internal sealed class Child(int id)
    {
        /// <summary>Ends it as <c>kill -9</c> does.</summary>
        public void KillAfter(TimeSpan time)
        {
            using var process = Process.GetProcessById(id);
            if (!process.WaitForExit(time))
            {
                process.Kill();
            }
        }
    }
}

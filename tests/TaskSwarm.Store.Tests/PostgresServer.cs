using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TaskSwarm.Store.Tests;

/// <summary>
/// A PostgreSQL server of its own in a temporary folder, on a free port, for the user taskswarm without password. Uses
/// nothing but the server's own programs, so that other test projects can link this file.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "taskswarm";
    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres", "createdb"];

    private readonly string _programs;
    private readonly string _root;
    private int _databases;

    private PostgresServer(string programs, string root, int port)
    {
        _programs = programs;
        _root = root;
        Port = port;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    private string Data => Path.Combine(_root, "data");

    /// <summary>A running server, or null with the reason why there is none.</summary>
    public static PostgresServer? TryStart(out string reason)
    {
        if (FindPrograms() is not string programs)
        {
            reason = "PostgreSQL's initdb, pg_ctl and postgres are neither on PATH nor in /usr/lib/postgresql/*/bin";
            return null;
        }

        if (Environment.UserName == "root" && !OperatingSystem.IsLinux())
        {
            reason = "PostgreSQL does not run as root";
            return null;
        }

        string root = Directory.CreateTempSubdirectory("taskswarm-postgres-").FullName;
        var server = new PostgresServer(programs, root, FreePort());
        try
        {
            if (Environment.UserName == "root")
            {
                Run("chown", null, "postgres", root);
            }

            server.RunAsOwner(
                "initdb", "-D", server.Data, "-U", User, "-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8");
            server.Start();
            reason = "";
            return server;
        }
        catch (InvalidOperationException e)
        {
            server.Dispose();
            reason = "PostgreSQL does not start here: " + e.Message;
            return null;
        }
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its address.</returns>
    public string CreateDatabase()
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        RunAsOwner("createdb", "-h", "127.0.0.1", "-p", PortText, "-U", User, name);
        return $"postgresql://{User}@127.0.0.1:{PortText}/{name}";
    }

    /// <summary>Starts the server; returns when it takes connections.</summary>
    public void Start() => RunAsOwner(
        "pg_ctl", "-D", Data, "-w", "-t", "30", "-l", Path.Combine(_root, "log"), "-o",
        $"-p {PortText} -k {_root} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=50", "start");

    /// <summary>Stops the server as a crash would: connections break, nothing is written any more.</summary>
    public void Crash() => RunAsOwner("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    /// <summary>Stops the server and removes its folder.</summary>
    public void Dispose()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            Crash();
        }

        Directory.Delete(_root, recursive: true);
    }

    private string PortText => Port.ToString(CultureInfo.InvariantCulture);

    private static string? FindPrograms()
    {
        IEnumerable<string> installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal)
                .Select(d => Path.Combine(d, "bin"))
            : [];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return installed.Concat(path).FirstOrDefault(folder => Programs
            .All(program => File.Exists(Path.Combine(folder, program))));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The server refuses to run as root, so root runs it as the user that its package made.</summary>
    private void RunAsOwner(string program, params string[] arguments)
    {
        string full = Path.Combine(_programs, program);
        if (Environment.UserName == "root")
        {
            Run("setpriv", _root, ["--reuid=postgres", "--regid=postgres", "--clear-groups", full, .. arguments]);
        }
        else
        {
            Run(full, _root, arguments);
        }
    }

    private static void Run(string program, string? folder, params string[] arguments)
    {
        // The server inherits what is redirected and would keep a pipe open, so the shell sends it to a file.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder ?? "/" };
        string log = Path.Combine(Path.GetTempPath(), $"taskswarm-{Path.GetRandomFileName()}");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("log=$1; shift; exec \"$@\" >\"$log\" 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(log);
        start.ArgumentList.Add(program);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{program} said: {File.ReadAllText(log).Trim()}");
            }
        }
        finally
        {
            File.Delete(log);
        }
    }
}

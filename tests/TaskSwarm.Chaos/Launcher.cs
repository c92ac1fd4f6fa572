using System.Diagnostics;
using TaskSwarm.Chaos.Networks;

namespace TaskSwarm.Chaos;

/// <summary>Starts processes of the program, each in its place.</summary>
/// <param name="program">The program's assembly.</param>
internal sealed class Launcher(string program)
{
    /// <summary>Starts one.</summary>
    /// <param name="place">Where; null for this process's own.</param>
    /// <param name="args">Its arguments.</param>
    public Process Start(Place? place, params IEnumerable<string> args)
    {
        // It takes the place of the command that enters the namespace, so its process id is known.
        string[] command = place?.Namespace is string name
            ? ["nsenter", $"--net=/run/netns/{name}", "dotnet", program, .. args]
            : ["dotnet", program, .. args];
        return Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>What one says to its end: standard output, and standard error too if it fails.</summary>
    public string Say(params IEnumerable<string> args)
    {
        using Process process = Start(null, args);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + (process.ExitCode == 0 ? "" : error.GetAwaiter().GetResult());
    }

    /// <summary>Options that give a starter of runs its address.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="folder">Where its settings may be written.</param>
    public static IReadOnlyList<string> AddressOf(Place place, string folder)
    {
        if (place.Namespace is null)
        {
            return [];
        }

        string file = Path.Combine(folder, FormattableString.Invariant($"starter-{place.Number}.conf"));
        File.WriteAllText(file, $"akka.remote.dot-netty.tcp.hostname = \"{place.Host}\"\n");
        return ["--config", file];
    }
}

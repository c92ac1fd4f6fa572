using System.Globalization;
using System.Security.Cryptography;

namespace TaskSwarm.Store.Writing;

/// <summary>
/// Who writes a run: a random token that the database checks, and where the process is, to see if it lives.
/// </summary>
/// <param name="Token">16 random bytes, new for every writer.</param>
/// <param name="Machine">The machine, and on Linux the namespace of its process ids.</param>
/// <param name="Process">Process id and a mark of its start, so that a reused id is not mistaken for it.</param>
internal sealed record Owner(byte[] Token, string Machine, string Process)
{
    private static readonly string ThisMachine = Environment.MachineName + Namespace();

    private static readonly string ThisProcess = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.ProcessId}:{StartOf(Environment.ProcessId)}");

    /// <summary>A new owner in this process.</summary>
    public static Owner Create() =>
        new(RandomNumberGenerator.GetBytes(Frames.EpochFrame.OwnerSize), ThisMachine, ThisProcess);

    /// <summary>Whether a process that once wrote a run may still do so.</summary>
    /// <param name="token">As in <see cref="Token"/>.</param>
    /// <param name="machine">As in <see cref="Machine"/>.</param>
    /// <param name="process">As in <see cref="Process"/>.</param>
    /// <param name="leaseLeft">How long its lease goes on; zero or less if it has run out.</param>
    public static bool IsAlive(byte[] token, string machine, string process, TimeSpan leaseLeft)
    {
        if (leaseLeft <= TimeSpan.Zero)
        {
            return false;
        }

        // On another machine only the lease can tell.
        if (machine != ThisMachine)
        {
            return true;
        }

        if (process == ThisProcess)
        {
            return LiveOwners.Contains(token);
        }

        string[] parts = process.Split(':', 2);
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            && StartOf(id) == parts[1];
    }

    /// <summary>A mark of a process's start that no later process with its id shares, or "" if there is none.</summary>
    private static string StartOf(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Ticks since the boot, which moving the wall clock does not change; the name in brackets may hold
                // spaces.
                string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] is "Z" or "X" ? "" : Boot() + fields[19];
            }

            using System.Diagnostics.Process process = System.Diagnostics.Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException
            or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }

    private static string Boot()
    {
        const string File = "/proc/sys/kernel/random/boot_id";
        return System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim()[..8] + "-" : "";
    }

    private static string Namespace()
    {
        const string Link = "/proc/self/ns/pid";
        return OperatingSystem.IsLinux() && new FileInfo(Link).LinkTarget is string target ? " " + target : "";
    }
}

using System.Diagnostics;

namespace TaskSwarm.Chaos.Networks;

/// <summary>
/// A network namespace with an address of its own for each process, and a wire of this program between them.
/// </summary>
/// <remarks>
/// The wire is a TUN device in each namespace whose other end this process holds. So loss, delay and partitions need no
/// traffic control of the kernel, which not every kernel has.
/// </remarks>
internal sealed class NamespaceNetwork : INetwork
{
    private const int Port = 4053;
    private const string DeviceFile = "/dev/net/tun";
    private static int _networks;

    private readonly int _network = Interlocked.Increment(ref _networks);
    private readonly List<string> _namespaces = [];
    private readonly Wire _wire;
    private bool _isDisposed;

    /// <summary>An empty network.</summary>
    /// <param name="random">What the wire draws from.</param>
    public NamespaceNetwork(Random random)
    {
        _wire = new Wire(random);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    public Wire Wire => _wire;

    /// <summary>Why there can be none here; null if there can.</summary>
    public static string? Obstacle()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return "network namespaces need root on Linux";
        }

        if (!File.Exists(DeviceFile))
        {
            return $"there is no {DeviceFile}";
        }

        try
        {
            using var network = new NamespaceNetwork(new Random(1));
            network.Add();
            return null;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException
            or System.ComponentModel.Win32Exception)
        {
            return $"a network namespace cannot be made ({e.Message})";
        }
    }

    public Place Add()
    {
        lock (_namespaces)
        {
            int number = _namespaces.Count + 1;
            string name = FormattableString.Invariant($"taskswarm-{Environment.ProcessId}-{_network}-{number}");
            string device = FormattableString.Invariant($"ts{Environment.ProcessId % 100_000}x{number}");
            string host = FormattableString.Invariant($"10.77.0.{number}");
            _namespaces.Add(name);
            Ip(null, "netns", "add", name);
            Tap tap = Tap.Open(device, number);
            _wire.Add(tap);
            Ip(null, "link", "set", device, "netns", name);
            Ip(
                $"""
                addr add {host}/24 dev {device}
                link set lo up
                link set {device} mtu {Wire.LargestPacket} txqueuelen 10000 up
                """, "-n", name, "-batch", "-");
            _wire.Listen(tap);
            return new Place(number, host, Port, name);
        }
    }

    public void Dispose()
    {
        lock (_namespaces)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            AppDomain.CurrentDomain.ProcessExit -= OnExit;
            foreach (string name in _namespaces)
            {
                // The device goes with its namespace, and with it whoever reads from it.
                using Process gone = Process.Start("ip", ["netns", "delete", name]);
                gone.WaitForExit();
            }

            _wire.Dispose();
        }
    }

    private void OnExit(object? sender, EventArgs e) => Dispose();

    private static void Ip(string? lines, params string[] args)
    {
        using Process ip = Process.Start(new ProcessStartInfo("ip", args)
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        if (lines is not null)
        {
            ip.StandardInput.WriteLine(lines);
        }

        ip.StandardInput.Close();
        string error = ip.StandardError.ReadToEnd();
        ip.WaitForExit();
        if (ip.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {string.Join(' ', args)}: {error.Trim()}");
        }
    }
}

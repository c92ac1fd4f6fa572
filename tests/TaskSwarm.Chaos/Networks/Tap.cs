using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace TaskSwarm.Chaos.Networks;

/// <summary>This process's end of a TUN device: the IP packets that its other end sends, and takes.</summary>
internal sealed class Tap : IDisposable
{
    private const uint SetInterface = 0x400454ca;
    private const short TunWithoutHead = 0x1001;
    private const int NameSize = 16;

    private readonly SafeFileHandle _file;

    private Tap(SafeFileHandle file, int number) => (_file, Number) = (file, number);

    /// <summary>The place at the other end.</summary>
    public int Number { get; }

    /// <summary>Makes a device.</summary>
    /// <param name="device">Its name.</param>
    /// <param name="number">The place that it will be in.</param>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static Tap Open(string device, int number)
    {
        SafeFileHandle file = File.OpenHandle(
            "/dev/net/tun", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        byte[] request = new byte[40];
        Encoding.ASCII.GetBytes(device, request);
        MemoryMarshal.Write(request.AsSpan(NameSize), TunWithoutHead);
        if (Control(file, SetInterface, request) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            file.Dispose();
            throw new IOException($"no TUN device: {Marshal.GetPInvokeErrorMessage(error)}");
        }

        return new Tap(file, number);
    }

    /// <summary>Waits for the next packet.</summary>
    /// <returns>Its length.</returns>
    /// <exception cref="IOException">The device is gone.</exception>
    public int Read(byte[] packet)
    {
        nint length = Read(_file, packet, (nuint)packet.Length);
        return length >= 0
            ? (int)length
            : throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
    }

    /// <summary>Hands a packet over. As on any network, nobody is told if it is not taken.</summary>
    public void Write(ReadOnlySpan<byte> packet)
    {
        try
        {
            _ = Write(_file, in MemoryMarshal.GetReference(packet), (nuint)packet.Length);
        }
        catch (ObjectDisposedException)
        {
            // The place is gone.
        }
    }

    public void Dispose() => _file.Dispose();

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Control(SafeFileHandle file, nuint request, byte[] argument);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(SafeFileHandle file, byte[] packet, nuint size);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(SafeFileHandle file, in byte packet, nuint size);
}

using System.Buffers.Binary;
using System.Net.Sockets;
using TaskSwarm.Cluster.Observation;

namespace TaskSwarm.Cluster.Links;

/// <summary>One connection between two nodes in one division, for reports of windows only.</summary>
/// <remarks>First the one that connects says the division (8) and its place (4); from then on each frame is its length
/// (4), the window (8) and the reports. Numbers are little endian.</remarks>
internal sealed class ReportLink : IDisposable
{
    private const int HelloBytes = 12;
    private const int HeadBytes = 12;
    private const int BufferBytes = 1 << 16;

    /// <summary>The longest frame: far above any window's reports.</summary>
    private const int MostBytes = 1 << 30;

    private readonly Socket _socket;
    private readonly BufferedStream _stream;
    private readonly Lock _sending = new();
    private readonly byte[] _frame = new byte[BufferBytes];

    public ReportLink(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _socket.SendTimeout = 5000;
        _stream = new BufferedStream(new NetworkStream(socket), BufferBytes);
    }

    /// <summary>Says who connects.</summary>
    public void Greet(long division, int me)
    {
        Span<byte> hello = stackalloc byte[HelloBytes];
        BinaryPrimitives.WriteInt64LittleEndian(hello, division);
        BinaryPrimitives.WriteInt32LittleEndian(hello[8..], me);
        Send(hello);
    }

    /// <summary>Reads who connects.</summary>
    public (long Division, int From) ReadGreeting()
    {
        Span<byte> hello = stackalloc byte[HelloBytes];
        _socket.ReceiveTimeout = 5000;
        _stream.ReadExactly(hello);
        _socket.ReceiveTimeout = 0;
        return (BinaryPrimitives.ReadInt64LittleEndian(hello), BinaryPrimitives.ReadInt32LittleEndian(hello[8..]));
    }

    /// <summary>Sends the reports of a window. May be called from any thread.</summary>
    /// <exception cref="SocketException">The other one is gone, or takes nothing for too long.</exception>
    public void Send(long window, ReadOnlySpan<byte> reports)
    {
        lock (_sending)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_frame, reports.Length);
            BinaryPrimitives.WriteInt64LittleEndian(_frame.AsSpan(4), window);
            int first = Math.Min(reports.Length, _frame.Length - HeadBytes);
            reports[..first].CopyTo(_frame.AsSpan(HeadBytes));
            Send(_frame.AsSpan(0, HeadBytes + first));
            Send(reports[first..]);
        }
    }

    /// <summary>Reads the next frame; waits for it.</summary>
    /// <exception cref="IOException">The other one is gone.</exception>
    public (long Window, ReadOnlyMemory<byte> Reports) Read()
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        _stream.ReadExactly(head);
        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 0 or > MostBytes)
        {
            throw new IOException($"A frame of {length} bytes came.");
        }

        byte[] reports = GC.AllocateUninitializedArray<byte>(length);
        _stream.ReadExactly(reports);
        Wire.CountReceived(HeadBytes + length);
        return (BinaryPrimitives.ReadInt64LittleEndian(head[4..]), reports);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Send(ReadOnlySpan<byte> bytes)
    {
        Wire.CountSent(bytes.Length);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }
}

using TaskSwarm.Cluster.Observation;

namespace TaskSwarm.Cluster.Messages;

/// <summary>Puts the pieces of messages together, in whatever order and however often they come.</summary>
internal sealed class Mailroom
{
    private const int MostOpen = 256;

    private readonly Dictionary<long, (ReadOnlyMemory<byte>[] Pieces, int Left)> _open = [];
    private readonly Queue<long> _order = new();

    /// <summary>Takes a piece.</summary>
    /// <returns>The message if it is whole now.</returns>
    /// <exception cref="InvalidOperationException">The bytes are no message.</exception>
    public ClusterMessage? Take(Parcel parcel)
    {
        Wire.CountReceived(parcel.Bytes.Length);
        if (parcel.Count == 1)
        {
            return ClusterMessage.Read(parcel.Bytes);
        }

        if (!_open.TryGetValue(parcel.Id, out (ReadOnlyMemory<byte>[] Pieces, int Left) message))
        {
            MakeRoom();
            message = (new ReadOnlyMemory<byte>[parcel.Count], parcel.Count);
            _order.Enqueue(parcel.Id);
        }

        if (message.Pieces.Length != parcel.Count || !message.Pieces[parcel.Index].IsEmpty)
        {
            return null;
        }

        message.Pieces[parcel.Index] = parcel.Bytes;
        _open[parcel.Id] = (message.Pieces, message.Left - 1);
        if (message.Left > 1)
        {
            return null;
        }

        _open.Remove(parcel.Id);
        return ClusterMessage.Read(Joined(message.Pieces));
    }

    /// <summary>What lost a piece is asked for again as a whole, so the oldest may go.</summary>
    private void MakeRoom()
    {
        while (_open.Count >= MostOpen && _order.TryDequeue(out long oldest))
        {
            _open.Remove(oldest);
        }

        while (_order.TryPeek(out long done) && !_open.ContainsKey(done))
        {
            _order.Dequeue();
        }
    }

    private static byte[] Joined(ReadOnlyMemory<byte>[] pieces)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(pieces.Sum(static p => p.Length));
        int at = 0;
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            piece.CopyTo(bytes.AsMemory(at));
            at += piece.Length;
        }

        return bytes;
    }
}

using TaskSwarm.Kernel.Agents;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>
/// Keeps what others dealt to a client in one round, and reveals of each of them either the share of the key or that of
/// the own mask, never both: with both, the server could take all masks off a single vector.
/// </summary>
/// <param name="client">The client's id.</param>
/// <param name="threshold">How many shares restore a secret, above zero.</param>
public sealed class ShareKeeper(int client, int threshold)
{
    private readonly SortedDictionary<int, DealtShares> _kept = [];
    private readonly SortedSet<int> _keysRevealed = [];
    private readonly SortedSet<int> _selvesRevealed = [];

    /// <summary>Whose shares it keeps, in rising order.</summary>
    public IReadOnlyList<int> Owners => [.. _kept.Keys];

    /// <summary>Takes shares in; the first ones of an owner count.</summary>
    /// <param name="shares">Shares that were dealt to the client.</param>
    /// <exception cref="ArgumentException">They were dealt to somebody else.</exception>
    public void Receive(DealtShares shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.To != client)
        {
            throw new ArgumentException($"Client {client} gets shares for client {shares.To}.", nameof(shares));
        }

        _kept.TryAdd(shares.From, shares);
    }

    /// <summary>Answers the server.</summary>
    /// <param name="masking">The clients whose pairs are in the masked vectors, in id order.</param>
    /// <param name="survivors">Those of them whose masked vector has arrived, in id order.</param>
    /// <exception cref="InvalidOperationException">There are fewer survivors than the threshold, a survivor is none of
    /// the masking clients, no share of one is kept, or the other share of one has been revealed. Nothing is revealed
    /// then.</exception>
    public RevealedShares Reveal(IReadOnlyList<int> masking, IReadOnlyList<int> survivors)
    {
        ArgumentNullException.ThrowIfNull(masking);
        ArgumentNullException.ThrowIfNull(survivors);
        if (survivors.Count < threshold || survivors.Except(masking).Any())
        {
            throw new InvalidOperationException(
                $"{survivors.Count} survivors of {masking.Count} clients do not make {threshold}.");
        }

        int[] dropped = [.. masking.Except(survivors)];
        if (masking.FirstOrDefault(id => !_kept.ContainsKey(id), -1) is int missing and >= 0)
        {
            throw new InvalidOperationException($"Client {client} keeps no share of client {missing}.");
        }

        if (dropped.Any(_selvesRevealed.Contains) || survivors.Any(_keysRevealed.Contains))
        {
            throw new InvalidOperationException(
                $"Client {client} reveals of nobody both the share of the key and that of the own mask.");
        }

        _keysRevealed.UnionWith(dropped);
        _selvesRevealed.UnionWith(survivors);
        return new RevealedShares(
            client,
            [.. dropped.Select(id => new HeldShare(id, _kept[id].Key))],
            [.. survivors.Select(id => new HeldShare(id, _kept[id].Self))]);
    }

    /// <summary>Writes what is kept and what has been revealed.</summary>
    public void Capture(StateWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteList([.. _kept.Values], static (w, s) =>
        {
            w.Write(s.From);
            Write(w, s.Key);
            Write(w, s.Self);
        });
        writer.WriteList(_keysRevealed, static (w, id) => w.Write(id));
        writer.WriteList(_selvesRevealed, static (w, id) => w.Write(id));
    }

    /// <summary>Reads what was captured.</summary>
    public void Restore(StateReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _kept.Clear();
        foreach (DealtShares shares in reader.ReadList(r => new DealtShares(r.ReadInt32(), client, Read(r), Read(r))))
        {
            _kept.Add(shares.From, shares);
        }

        _keysRevealed.Clear();
        _keysRevealed.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        _selvesRevealed.Clear();
        _selvesRevealed.UnionWith(reader.ReadList(static r => r.ReadInt32()));
    }

    private static void Write(StateWriter writer, SeedShare share)
    {
        writer.Write(share.Point);
        writer.Write(share.Low);
        writer.Write(share.Middle);
        writer.Write(share.High);
    }

    private static SeedShare Read(StateReader reader) =>
        new(reader.ReadInt32(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());
}

using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>
/// Sums vectors of clients without the server seeing any single one (Bonawitz et al. 2017, the protocol against honest
/// but curious servers). Each client adds a mask of its own and, for every other client, the mask of the pair: with a
/// plus if its id is the lower one, with a minus if it is the higher. In the sum the pairs cancel exactly; own masks,
/// and pairs with clients that dropped out, are taken off with secrets that enough survivors restore from their shares.
/// </summary>
/// <remarks>
/// The rounds: clients advertise keys; <see cref="Deal"/> shares to all who did, and those are kept by
/// <see cref="ShareKeeper"/>; <see cref="Mask"/> with all who dealt; and, when the server has told whose vectors
/// arrived, reveal shares, with which the server does <see cref="Unmask"/>. Each round has its own set of clients, no
/// larger than that before, so it has its own instance. The masks and keys are simulated, see
/// <see cref="KeyAgreement"/>: nothing here protects anything against somebody outside the simulation. Masking takes
/// time proportional to the clients.
/// </remarks>
public sealed class SecureAggregation
{
    private readonly IReadOnlyList<AdvertisedKey> _clients;

    /// <summary>Sets a round up.</summary>
    /// <param name="clients">The keys of those who take part, in rising order of ids.</param>
    /// <param name="threshold">How many clients it takes to restore a secret, above zero; more than half of them, if a
    /// server that asks different clients for different secrets is to learn nothing.</param>
    /// <exception cref="ArgumentException">Ids are negative or do not rise.</exception>
    /// <exception cref="InvalidOperationException">There are fewer clients than the threshold.</exception>
    public SecureAggregation(IReadOnlyList<AdvertisedKey> clients, int threshold)
    {
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        for (int i = 0; i < clients.Count; i++)
        {
            if (clients[i].Client < 0 || (i > 0 && clients[i].Client <= clients[i - 1].Client))
            {
                throw new ArgumentException("Ids are not negative and rise.", nameof(clients));
            }
        }

        if (clients.Count < threshold)
        {
            throw new InvalidOperationException($"{clients.Count} clients are fewer than {threshold}.");
        }

        _clients = [.. clients];
        Threshold = threshold;
        Clients = [.. clients.Select(c => c.Client)];
    }

    /// <summary>How many clients it takes to restore a secret.</summary>
    public int Threshold { get; }

    /// <summary>The ids of those who take part, in rising order.</summary>
    public IReadOnlyList<int> Clients { get; }

    /// <summary>Splits the secrets of a client among all, itself included.</summary>
    /// <param name="client">Its id.</param>
    /// <param name="secrets">Its secrets.</param>
    /// <param name="random">Draws 6 (threshold - 1) coefficients.</param>
    /// <exception cref="ArgumentException">The client does not take part, or with another key.</exception>
    public IReadOnlyList<DealtShares> Deal(int client, ClientSecrets secrets, RandomStream random)
    {
        CheckOwn(client, secrets);
        int[] points = [.. Clients.Select(id => id + 1)];
        IReadOnlyList<SeedShare> keys = ShamirSharing.Split(new MaskSeed(secrets.Key, 0), points, Threshold, random);
        IReadOnlyList<SeedShare> selves = ShamirSharing.Split(secrets.Self, points, Threshold, random);
        return [.. Clients.Select((id, i) => new DealtShares(client, id, keys[i], selves[i]))];
    }

    /// <summary>Masks a client's vector.</summary>
    /// <param name="client">Its id.</param>
    /// <param name="secrets">Its secrets, for this vector only.</param>
    /// <param name="vector">Fixed-point numbers; masked in place.</param>
    /// <exception cref="ArgumentException">The client does not take part, or with another key.</exception>
    public void Mask(int client, ClientSecrets secrets, Span<ulong> vector)
    {
        CheckOwn(client, secrets);
        MaskStream.Add(secrets.Self, vector);
        foreach (AdvertisedKey other in _clients)
        {
            if (other.Client != client)
            {
                ApplyPair(client, other.Client, KeyAgreement.PairSeed(secrets.Key, other.Key), vector);
            }
        }
    }

    /// <summary>Takes all masks off a sum.</summary>
    /// <param name="sum">The sum of the survivors' masked vectors, modulo 2^64; unmasked in place.</param>
    /// <param name="survivors">Whose vectors it holds, in id order: some of those who take part.</param>
    /// <param name="answers">What survivors revealed, in id order; at least as many as the threshold.</param>
    /// <exception cref="ArgumentException">A survivor does not take part, somebody answers twice, or somebody who is no
    /// survivor answers.</exception>
    /// <exception cref="InvalidOperationException">There are fewer shares of a secret than the threshold, both secrets
    /// of one client were revealed, or shares do not restore the key that a client advertised. The sum is left as it
    /// was.</exception>
    public void Unmask(Span<ulong> sum, IReadOnlyList<int> survivors, IReadOnlyList<RevealedShares> answers)
    {
        ArgumentNullException.ThrowIfNull(survivors);
        ArgumentNullException.ThrowIfNull(answers);
        CheckAnswers(survivors, answers);
        AdvertisedKey[] dropped = [.. _clients.Where(c => !survivors.Contains(c.Client))];
        AdvertisedKey[] alive = [.. _clients.Where(c => survivors.Contains(c.Client))];
        MaskSeed[] selves = [.. alive.Select(c => Restore(c.Client, answers.SelectMany(a => a.Selves)))];
        ulong[] keys = [.. dropped.Select(c => RestoreKey(c, answers))];
        foreach (MaskSeed self in selves)
        {
            MaskStream.Subtract(self, sum);
        }

        for (int i = 0; i < dropped.Length; i++)
        {
            foreach (AdvertisedKey other in alive)
            {
                // What the survivor put in is taken off by what the dropped client would have put in.
                ApplyPair(dropped[i].Client, other.Client, KeyAgreement.PairSeed(keys[i], other.Key), sum);
            }
        }
    }

    private static void ApplyPair(int own, int other, MaskSeed seed, Span<ulong> vector)
    {
        if (own < other)
        {
            MaskStream.Add(seed, vector);
        }
        else
        {
            MaskStream.Subtract(seed, vector);
        }
    }

    private void CheckOwn(int client, ClientSecrets secrets)
    {
        if (!_clients.Contains(secrets.Advertise(client)))
        {
            throw new ArgumentException($"Client {client} does not take part with that key.", nameof(client));
        }
    }

    private void CheckAnswers(IReadOnlyList<int> survivors, IReadOnlyList<RevealedShares> answers)
    {
        if (survivors.Except(Clients).Any() || survivors.Distinct().Count() != survivors.Count)
        {
            throw new ArgumentException("A survivor does not take part or is named twice.", nameof(survivors));
        }

        int[] by = [.. answers.Select(a => a.By)];
        if (by.Except(survivors).Any() || by.Distinct().Count() != by.Length)
        {
            throw new ArgumentException("An answer is none of a survivor's, or its second.", nameof(answers));
        }

        int[] both = [.. answers.SelectMany(a => a.Keys).Select(s => s.Owner)
            .Intersect(answers.SelectMany(a => a.Selves).Select(s => s.Owner))];
        if (both.Length > 0)
        {
            throw new InvalidOperationException($"Both secrets of client {both[0]} were revealed.");
        }
    }

    private MaskSeed Restore(int owner, IEnumerable<HeldShare> revealed)
    {
        SeedShare[] shares = [.. revealed.Where(s => s.Owner == owner).Select(s => s.Share)];
        return shares.Length >= Threshold
            ? ShamirSharing.Join(shares, Threshold)
            : throw new InvalidOperationException(
                $"{shares.Length} shares do not restore a secret of client {owner}: it takes {Threshold}.");
    }

    private ulong RestoreKey(AdvertisedKey owner, IReadOnlyList<RevealedShares> answers)
    {
        MaskSeed restored = Restore(owner.Client, answers.SelectMany(a => a.Keys));
        bool isKey = restored is { High: 0, Low: > 0 and < PrimeField.Order };
        return isKey && KeyAgreement.PublicKey(restored.Low) == owner.Key
            ? restored.Low
            : throw new InvalidOperationException($"The shares do not restore the key of client {owner.Client}.");
    }
}

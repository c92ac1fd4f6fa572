using TaskSwarm.Kernel.Random;

namespace TaskSwarm.Learning.Aggregation;

/// <summary>What a client of secure aggregation draws for one round and tells nobody.</summary>
/// <param name="Key">Its secret key, from which the seeds of its pairs follow; see <see cref="KeyAgreement"/>.</param>
/// <param name="Self">The seed of its own mask, b_u in the paper.</param>
public readonly record struct ClientSecrets(ulong Key, MaskSeed Self)
{
    /// <summary>Draws the secrets of a round.</summary>
    public static ClientSecrets Draw(RandomStream random)
    {
        ulong key = KeyAgreement.DrawSecret(random);
        return new ClientSecrets(key, MaskSeed.Draw(random));
    }

    /// <summary>What the client says to all.</summary>
    /// <param name="client">Its id.</param>
    public AdvertisedKey Advertise(int client) => new(client, KeyAgreement.PublicKey(Key));
}

using TaskSwarm.Learning.Aggregation;

namespace TaskSwarm.Learning.Tests.Aggregation;

/// <summary>A round of secure aggregation in which clients drop out when they are told to.</summary>
internal sealed class SecureRound
{
    private readonly Dictionary<int, ClientSecrets> _secrets = [];
    private readonly Dictionary<int, ShareKeeper> _keepers = [];
    private readonly Dictionary<int, ulong[]> _vectors = [];
    private readonly int _length;

    /// <summary>Each set of clients is a part of the one before.</summary>
    public SecureRound(ulong seed, int length, int threshold, int[] advertise, int[] deal)
    {
        _length = length;
        var random = Updates.Stream(seed);
        foreach (int id in advertise)
        {
            _secrets[id] = ClientSecrets.Draw(random);
            _keepers[id] = new ShareKeeper(id, threshold);
            _vectors[id] = [.. Enumerable.Range(0, length).Select(_ => (ulong)random.NextInt(1000) - 500UL)];
        }

        AdvertisedKey[] keys = [.. advertise.Select(id => _secrets[id].Advertise(id))];
        var dealing = new SecureAggregation(keys, threshold);
        foreach (int id in deal)
        {
            foreach (DealtShares shares in dealing.Deal(id, _secrets[id], random))
            {
                _keepers[shares.To].Receive(shares);
            }
        }

        Masking = new SecureAggregation([.. keys.Where(k => deal.Contains(k.Client))], threshold);
    }

    public SecureAggregation Masking { get; }

    public ShareKeeper Keeper(int id) => _keepers[id];

    public ulong[] Plain(int[] survivors) => Sum(survivors.Select(id => _vectors[id]));

    public ulong[] Masked(int id)
    {
        ulong[] vector = [.. _vectors[id]];
        Masking.Mask(id, _secrets[id], vector);
        return vector;
    }

    public ulong[] MaskedSum(int[] survivors) => Sum(survivors.Select(Masked));

    public RevealedShares[] Answers(int[] survivors, int[] answering) =>
        [.. answering.Select(id => _keepers[id].Reveal(Masking.Clients, survivors))];

    private ulong[] Sum(IEnumerable<ulong[]> vectors)
    {
        var sum = new ulong[_length];
        foreach (ulong[] vector in vectors)
        {
            FixedPoint.Add(sum, vector);
        }

        return sum;
    }
}

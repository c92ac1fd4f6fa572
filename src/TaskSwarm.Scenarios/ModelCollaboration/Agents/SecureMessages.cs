using System.Collections.Immutable;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Learning.Aggregation;

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>The server asks for the key of a member that has trained.</summary>
/// <param name="Round">The round, from 1.</param>
public sealed record KeyWanted(int Round) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 40;
}

/// <summary>A member has trained and advertises its key (round 0 of Bonawitz et al. 2017).</summary>
/// <param name="Round">The round for which it was asked.</param>
/// <param name="Key">Its public key.</param>
public sealed record KeyAdvertised(int Round, ulong Key) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 48;
}

/// <summary>The server passes all keys on and asks for shares.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Threshold">How many shares restore a secret.</param>
/// <param name="Keys">Who takes part, and with which keys, by member.</param>
public sealed record SharesWanted(int Round, int Threshold, ImmutableArray<AdvertisedKey> Keys) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 48 + (12 * Keys.Length);
}

/// <summary>A member deals shares of its secrets, one pair for each (round 1 of the paper).</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Shares">The shares, by who keeps them.</param>
public sealed record SharesDealt(int Round, IReadOnlyList<DealtShares> Shares) : IMessage
{
    /// <summary>Bytes of a pair of shares with its sender and its keeper.</summary>
    public const int PairBytes = 64;

    /// <inheritdoc/>
    public int SizeBytes => 40 + (PairBytes * Shares.Count);
}

/// <summary>The server passes on to a member what others dealt to it, and asks for its masked model.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Shares">The shares, by who dealt them.</param>
public sealed record InputWanted(int Round, IReadOnlyList<DealtShares> Shares) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 40 + (SharesDealt.PairBytes * Shares.Count);
}

/// <summary>A member hands in its model times its images under masks (round 2 of the paper).</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Vector">Numbers modulo 2^64, the last one of its images.</param>
public sealed record MaskedInput(int Round, ImmutableArray<ulong> Vector) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 72 + (sizeof(ulong) * Vector.Length);
}

/// <summary>The server tells whose masked models are in the sum, and asks for shares that take masks off.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Survivors">The members, in rising order.</param>
public sealed record RevealWanted(int Round, ImmutableArray<int> Survivors) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 40 + (sizeof(int) * Survivors.Length);
}

/// <summary>A member reveals shares: of each other member one of the two (round 3 of the paper).</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Shares">The shares.</param>
public sealed record SharesRevealed(int Round, RevealedShares Shares) : IMessage
{
    /// <inheritdoc/>
    public int SizeBytes => 40 + (32 * (Shares.Keys.Count + Shares.Selves.Count));
}

/// <summary>Timer of the server: whoever has not answered is asked again.</summary>
/// <param name="Poll">Which question.</param>
public sealed record ResendTag(int Poll) : IMessage;

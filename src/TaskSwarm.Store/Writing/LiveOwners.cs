using System.Collections.Concurrent;

namespace TaskSwarm.Store.Writing;

/// <summary>The writers of this process: of them it is known for sure whether they are alive.</summary>
internal static class LiveOwners
{
    private static readonly ConcurrentDictionary<string, bool> Tokens = new(StringComparer.Ordinal);

    public static void Add(Owner owner) => Tokens[Convert.ToHexString(owner.Token)] = true;

    public static void Remove(Owner owner) => Tokens.TryRemove(Convert.ToHexString(owner.Token), out _);

    public static bool Contains(byte[] token) => Tokens.ContainsKey(Convert.ToHexString(token));
}

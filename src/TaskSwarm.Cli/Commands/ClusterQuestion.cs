using TaskSwarm.Cli.Screen;
using TaskSwarm.Cluster;

namespace TaskSwarm.Cli.Commands;

/// <summary>Asks a cluster how it stands.</summary>
internal static class ClusterQuestion
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Asks; the answer is null, and a message written, if nobody gives one.</summary>
    public static async Task<ClusterStatus?> AskAsync(Terminal terminal, ClusterSettings settings)
    {
        await using var client = ClusterClient.Start(settings);
        try
        {
            return await client.StatusAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            terminal.Error.WriteLine(
                $"No cluster answers at {string.Join(", ", settings.SeedNodes)} within {Patience.TotalSeconds} s.");
            return null;
        }
    }
}

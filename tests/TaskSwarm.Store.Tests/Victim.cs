using System.Globalization;

namespace TaskSwarm.Store.Tests;

/// <summary>The program that tests start and kill: it writes epochs until it is killed.</summary>
internal static class Victim
{
    /// <summary>Arguments: the store's address, the run's id.</summary>
    public static async Task<int> Main(string[] args)
    {
        await using RunStore store = await RunStore.OpenAsync(StoreAddress.Parse(args[0]));
        bool there = (await store.ListAsync()).Any(r => r.Id == args[1]);
        await using RunWriter writer = there
            ? await store.ContinueAsync(args[1])
            : await store.CreateAsync(Some.Draft(args[1]));
        Console.WriteLine("writing");
        for (long number = writer.LastEpoch + 1; ; number++)
        {
            await writer.WriteAsync(Some.Epoch(number));
            if (number % 5 == 0)
            {
                await writer.SaveSnapshotAsync(Some.Snapshot(number));
            }

            if (number % 50 == 0)
            {
                Console.WriteLine(number.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}

using System.Diagnostics;
using Shouldly;
using Xunit;

namespace TaskSwarm.Store.Tests;

/// <summary>A disk of four megabytes that really fills up. Needs the right to mount one.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly bool _mounted;

    public FullDiskTests() =>
        _mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _folder.Root);

    public void Dispose()
    {
        if (_mounted)
        {
            Run("umount", _folder.Root);
        }

        _folder.Dispose();
    }

    [SkippableFact]
    public async Task A_run_goes_on_when_there_is_room_again()
    {
        Skip.IfNot(_mounted, "a small disk cannot be mounted here");
        string ballast = Path.Combine(_folder.Root, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[7 << 19]);
        var troubled = new Trouble();
        await using RunStore store = await RunStore.OpenAsync(_folder.Address, troubled.Options());
        await using RunWriter writer = await store.CreateAsync(Some.Draft("room"));
        Task writing = Some.WriteUpToAsync(writer, 36, 40_000);
        await troubled.First;
        File.Delete(ballast);
        await writing;
        await writer.CompleteAsync(Some.Ending(36));
        (await Some.CountAsync(store, "room", 40_000)).ShouldBe(36);
        troubled.Words.First().ShouldContain("the disk is full");
    }

    [SkippableFact]
    public async Task A_disk_that_stays_full_leaves_a_clean_prefix_that_can_be_resumed()
    {
        Skip.IfNot(_mounted, "a small disk cannot be mounted here");
        StoreOptions options = new Trouble().Options() with { Patience = TimeSpan.FromMilliseconds(300) };
        await using (RunStore store = await RunStore.OpenAsync(_folder.Address, options))
        {
            await using RunWriter writer = await store.CreateAsync(Some.Draft("full"));
            StoreUnavailableException failure = await Should.ThrowAsync<StoreUnavailableException>(
                () => Some.WriteUpToAsync(writer, 500, 40_000));
            failure.Message.ShouldContain("the disk is full");
            (await Some.CountAsync(store, "full", 40_000)).ShouldBe(failure.LastCommittedEpoch);
            await store.CheckAsync("full");
        }

        Run("mount", "-o", "remount,size=64m", _folder.Root).ShouldBeTrue();
        await using RunStore roomy = await RunStore.OpenAsync(_folder.Address);
        await using RunWriter next = await roomy.ContinueAsync("full");
        next.LastEpoch.ShouldBeGreaterThan(10);
        await Some.WriteUpToAsync(next, 100, 40_000);
        await next.CompleteAsync(Some.Ending(100));
        (await Some.CountAsync(roomy, "full", 40_000)).ShouldBe(100);
        await roomy.CheckAsync("full");
    }

    private static bool Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

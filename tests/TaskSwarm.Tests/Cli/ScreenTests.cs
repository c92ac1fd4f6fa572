using Shouldly;
using TaskSwarm.Cli.Screen;
using TaskSwarm.Kernel.Runs;
using TaskSwarm.Kernel.Time;
using Xunit;

namespace TaskSwarm.Tests.Cli;

public class ScreenTests
{
    [Fact]
    public void A_message_takes_the_status_away_first()
    {
        var screen = new StringWriter();
        var writer = new StatusWriter(screen, watched: true);

        writer.Show("half way");
        writer.WriteLine("careful");

        screen.ToString().ShouldBe("\rhalf way\r        \rcareful" + Environment.NewLine);
    }

    [Fact]
    public void A_shorter_status_leaves_nothing_of_a_longer_one()
    {
        var screen = new StringWriter();
        var writer = new StatusWriter(screen, watched: true);

        writer.Show("12345");
        writer.Show("12");
        writer.Clear();

        screen.ToString().ShouldBe("\r12345\r12   \r  \r");
    }

    [Fact]
    public void Without_a_screen_no_status_is_written()
    {
        var file = new StringWriter();

        new StatusWriter(file, watched: false).Show("half way");

        file.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Progress_tells_time_speed_events_and_tasks()
    {
        var meter = new ProgressMeter("monday", SimTime.FromSeconds(100));

        string line = meter.Line(new RunProgress(), TimeSpan.FromSeconds(1), 80);

        line.ShouldBe("monday ░░░░░░░░░░ 0:00/1:40  0x  0 events/s  0/0 tasks");
    }

    [Theory]
    [InlineData(5, "5 events/s")]
    [InlineData(480, "480 events/s")]
    [InlineData(84_123, "84.1k events/s")]
    [InlineData(3_210_987, "3.211M events/s")]
    [InlineData(long.MaxValue, "events/s")]
    public void Progress_shows_any_speed(long events, string rate)
    {
        var progress = new RunProgress();
        progress.Advance(SimTime.FromSeconds(50), events, 10);
        progress.SetTasks(12, 3);
        progress.CountFailure();

        string line = new ProgressMeter("monday", SimTime.FromSeconds(100))
            .Line(progress, TimeSpan.FromSeconds(1), 120);

        line.ShouldStartWith("monday █████░░░░░ 0:50/1:40  50x  ");
        line.ShouldContain(rate);
        line.ShouldEndWith("  3/12 tasks  1 failure");
    }

    [Fact]
    public void Progress_is_never_wider_than_the_screen()
    {
        var meter = new ProgressMeter(new string('x', 60), SimTime.FromSeconds(100));

        meter.Line(new RunProgress(), TimeSpan.FromSeconds(1), 40).Length.ShouldBe(39);
    }
}

using Shouldly;
using TaskSwarm.Store.Tests;
using Xunit;

namespace TaskSwarm.System.Tests;

/// <summary>Runs that are kept, shown again and proved genuine, by the program itself.</summary>
public sealed class StoreTests(StoreTests.Databases databases) : IClassFixture<StoreTests.Databases>
{
    private const string Couriers = "scenarios/logistics/city-couriers.yaml";

    public static TheoryData<string> Scenarios => Repository.Scenarios;

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_shipped_scenario_is_replayed_and_verified_from_SQLite(string scenario) =>
        RunReplayVerify(scenario, databases.Sqlite);

    [SkippableTheory]
    [MemberData(nameof(Scenarios))]
    public void A_shipped_scenario_is_replayed_and_verified_from_PostgreSQL(string scenario) =>
        RunReplayVerify(scenario, databases.Postgres);

    [Theory]
    [InlineData("snapshots")]
    [InlineData("summary")]
    public void A_run_kept_without_events_is_verified_too(string keep)
    {
        TaskSwarmProcess.Ended run = Make(Couriers, databases.Sqlite, "--keep", keep);

        With(databases.Sqlite, "replay", run.Run, "--format", "json").Output.ShouldBe(run.Output);
        With(databases.Sqlite, "replay", run.Run, "--verify").Code.ShouldBe(0);
        TaskSwarmProcess.Ended events = With(databases.Sqlite, "replay", run.Run);
        events.Code.ShouldBe(2);
        events.Error.ShouldContain("without its events");
    }

    [Fact]
    public void A_replay_shows_the_events_between_two_times_and_the_summary_of_the_run()
    {
        TaskSwarmProcess.Ended run = With(databases.Sqlite, "run", Couriers);
        string id = run.Output.Split('\n').Single(l => l.StartsWith("  run ", StringComparison.Ordinal))[6..].Trim();

        TaskSwarmProcess.Ended replay = With(databases.Sqlite, "replay", id, "--from", "80min", "--to", "81min");

        replay.Code.ShouldBe(0, replay.Error);
        replay.Output.ShouldEndWith(run.Output);
        string[] events = replay.Output[..^run.Output.Length].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        events.ShouldContain(e => e.Contains("drone-1  AgentCrashed", StringComparison.Ordinal));
        events.ShouldAllBe(e => Time(e) >= 4800 && Time(e) <= 4860);
    }

    [Fact]
    public void A_fork_without_a_change_is_the_run_and_one_with_a_change_parts_from_it()
    {
        TaskSwarmProcess.Ended run = Make(Couriers, databases.Sqlite);

        TaskSwarmProcess.Ended same = With(
            databases.Sqlite, "fork", run.Run, "--at", "2h", "--format", "json");
        TaskSwarmProcess.Ended other = With(
            databases.Sqlite, "fork", run.Run, "--at", "2h", "--set", "faults[3].at=13h", "--format", "json");

        same.Digest.ShouldBe(run.Digest);
        other.Digest.ShouldNotBe(run.Digest);
        string[] before = Events(run.Run, "0s", "1.99h");
        Events(other.Run, "0s", "1.99h").ShouldBe(before);
        Events(other.Run, "2h", "14h").SequenceEqual(Events(run.Run, "2h", "14h")).ShouldBeFalse();
        With(databases.Sqlite, "replay", other.Run, "--verify").Code.ShouldBe(0);
        With(databases.Sqlite, "runs", "delete", run.Run).Error.ShouldContain(other.Run);
    }

    [Fact]
    public void What_a_fork_cannot_change_is_refused_with_the_reason()
    {
        TaskSwarmProcess.Ended run = Make(Couriers, databases.Sqlite);

        TaskSwarmProcess.Ended more = With(
            databases.Sqlite, "fork", run.Run, "--at", "1h", "--set", "vehicles[0].count=5");

        more.Code.ShouldBe(2);
        more.Error.ShouldContain("makes 13 agents of 11");
    }

    private static void RunReplayVerify(string scenario, string store)
    {
        TaskSwarmProcess.Ended run = Make(scenario, store);

        With(store, "replay", run.Run, "--format", "json").Output.ShouldBe(run.Output);
        TaskSwarmProcess.Ended verified = With(store, "replay", run.Run, "--verify");
        verified.Code.ShouldBe(0, verified.Output + verified.Error);
        verified.Output.ShouldContain("is genuine");
    }

    private static TaskSwarmProcess.Ended Make(string scenario, string store, params string[] options)
    {
        TaskSwarmProcess.Ended run = With(store, ["run", scenario, "--format", "json", .. options]);
        run.Code.ShouldBe(0, run.Error);
        return run;
    }

    private string[] Events(string run, string from, string to)
    {
        TaskSwarmProcess.Ended replay = With(databases.Sqlite, "replay", run, "--from", from, "--to", to);
        replay.Code.ShouldBe(0, replay.Error);
        return [.. replay.Output.Split('\n').TakeWhile(l => l.StartsWith(' '))];
    }

    private static double Time(string line) =>
        double.Parse(line[..14], global::System.Globalization.CultureInfo.InvariantCulture);

    private static TaskSwarmProcess.Ended With(string store, params string[] args) =>
        TaskSwarmProcess.Run([.. args, "--store", store]);

    /// <summary>A store of each kind.</summary>
    public sealed class Databases : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("taskswarm-stores-").FullName;
        private readonly PostgresServer? _server;
        private readonly string _reason;
        private readonly string? _database;

        public Databases()
        {
            _server = PostgresServer.TryStart(out _reason);
            _database = _server?.CreateDatabase();
        }

        public string Sqlite => Path.Combine(_folder, "runs.db");

        public string Postgres
        {
            get
            {
                Skip.If(_database is null, _reason);
                return _database!;
            }
        }

        public void Dispose()
        {
            _server?.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}

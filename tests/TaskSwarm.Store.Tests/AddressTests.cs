using Shouldly;
using Xunit;

namespace TaskSwarm.Store.Tests;

public sealed class AddressTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/var/runs.db", "sqlite:/var/runs.db")]
    [InlineData("sqlite:/var/runs.db", "sqlite:/var/runs.db")]
    [InlineData("postgresql://me:hunter2@db:5433/swarm", "postgresql://me@db:5433/swarm")]
    [InlineData("postgres://me:s%40cret@db/swarm?SSL%20Mode=Disable", "postgresql://me@db:5432/swarm")]
    [InlineData("Host=db;Database=swarm;Username=me;Password=hunter2", "postgresql://me@db:5432/swarm")]
    public void An_address_is_shown_without_its_password(string text, string shown) =>
        StoreAddress.Parse(text).ToString().ShouldBe(shown);

    [Fact]
    public void A_password_is_read_as_it_was_meant() =>
        StoreAddress.Parse("postgres://me:s%40c%2Fret@db/swarm").Postgres!.Password.ShouldBe("s@c/ret");

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("mysql://db/swarm", "cannot be reached by 'mysql://'")]
    [InlineData("postgresql://", "is not postgresql://USER")]
    [InlineData("postgresql://me:hunter2@db", "names no database")]
    [InlineData("postgresql://me:hunter2@db/swarm?nonsense=1", "has an option 'nonsense'")]
    [InlineData("Host=db;Password=hunter2", "must give both Host= and Database=")]
    [InlineData("Host=db;Nonsense=hunter2", "is not a list such as")]
    [InlineData("/tmp/", "is a folder")]
    public void A_bad_address_is_explained_without_its_password(string text, string words)
    {
        StoreException refused = Should.Throw<StoreException>(() => StoreAddress.Parse(text));
        refused.Message.ShouldContain(words);
        refused.Message.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("# where\n\nstore = \"postgresql://me:hunter2@db/swarm\"\n", "postgresql://me@db:5432/swarm")]
    [InlineData("store=/var/runs.db", "sqlite:/var/runs.db")]
    public void An_address_may_stand_in_a_file(string text, string shown)
    {
        string path = Path.Combine(_folder.Root, "store.conf");
        File.WriteAllText(path, text);
        StoreAddress.Parse(path).ToString().ShouldBe(shown);
        StoreAddress.Parse("@" + path).ToString().ShouldBe(shown);
        StoreAddress.FromFile(path).ToString().ShouldBe(shown);
    }

    [Theory]
    [InlineData("", "needs a line store = ADDRESS")]
    [InlineData("store /var/runs.db", ":1: 'store /var/runs.db' is not a setting")]
    [InlineData("# a\nplace = /var/runs.db", ":2: 'place' is not a setting")]
    public void A_bad_file_is_explained(string text, string words)
    {
        string path = Path.Combine(_folder.Root, "store.conf");
        File.WriteAllText(path, text);
        Should.Throw<StoreException>(() => StoreAddress.Parse(path)).Message.ShouldContain(words);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Should.Throw<StoreException>(() => StoreAddress.Parse("missing.conf")).Message.ShouldContain("'missing.conf'");

    [Fact]
    public void The_default_lies_with_the_users_data() =>
        StoreAddress.Default.SqlitePath.ShouldEndWith(Path.Combine("taskswarm", "runs.db"));
}

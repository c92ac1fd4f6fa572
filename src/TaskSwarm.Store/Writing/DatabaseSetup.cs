using Akka.Actor;
using Akka.Actor.Setup;
using TaskSwarm.Store.Databases;

namespace TaskSwarm.Store.Writing;

/// <summary>Brings the database to the journal, which Akka makes from a configuration.</summary>
internal sealed class DatabaseSetup(Database database) : Setup
{
    public static Database Of(ActorSystem system) => system.Settings.Setup.Get<DatabaseSetup>().Value.Database;

    private Database Database => database;
}

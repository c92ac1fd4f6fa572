using System.Globalization;
using System.Text;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace TaskSwarm.Actors.Lanes;

/// <summary>Makes the dispatcher of one lane; Akka finds it by the name in the configuration.</summary>
internal sealed class LaneDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly LaneDispatcher _dispatcher;

    /// <summary>Called by Akka.</summary>
    public LaneDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
        Option<LaneSetup> setup = prerequisites.Settings.Setup.Get<LaneSetup>();
        if (!setup.HasValue)
        {
            throw new InvalidOperationException("A lane dispatcher works only in an actor system of the actor host.");
        }

        int number = config.GetInt("lane");
        _dispatcher = new LaneDispatcher(this, setup.Value.Pool.LaneAt(number), IdOf(number));
    }

    public override MessageDispatcher Dispatcher() => _dispatcher;

    /// <summary>The dispatcher id of a lane, for <c>Props</c>.</summary>
    public static string IdOf(int lane) => string.Create(CultureInfo.InvariantCulture, $"taskswarm.lane-{lane}");

    /// <summary>The configuration of a number of lanes.</summary>
    public static string ConfigurationOf(int lanes)
    {
        string type = typeof(LaneDispatcherConfigurator).AssemblyQualifiedName!;
        var text = new StringBuilder();
        for (int lane = 0; lane < lanes; lane++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{IdOf(lane)} {{ type = \"{type}\", lane = {lane} }}\n");
        }

        return text.ToString();
    }
}

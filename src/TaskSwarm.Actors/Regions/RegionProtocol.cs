using Akka.Actor;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Actors.Regions;

/// <summary>Coordinator to region: the run has opened a window.</summary>
internal sealed record OpenWindow(Window Window);

/// <summary>Region to coordinator: all agents have their actors; windows may open.</summary>
internal sealed record RegionReady(int Region);

/// <summary>Region to coordinator: every turn of the window has been taken.</summary>
internal sealed record WindowClosed(int Region, long WindowNumber);

/// <summary>Region to itself: the last turn of the window was taken.</summary>
internal sealed record TurnsTaken(long WindowNumber);

/// <summary>
/// To oneself: an agent's actor after a restart takes the rest of its turn, a region gives the next turns.
/// </summary>
internal sealed record GoOn
{
    public static readonly GoOn Instance = new();

    private GoOn()
    {
    }
}

/// <summary>
/// Region to agents: take your turn. One object is shared by all agents of the region; each returns it once, and the
/// last one to do so closes the window. The count needs no synchronisation, since the region's lane runs them all.
/// </summary>
internal sealed class TurnTicket
{
    private readonly IActorRef _region;
    private readonly long _windowNumber;
    private int _open;

    public TurnTicket(IActorRef region, long windowNumber, int turns) =>
        (_region, _windowNumber, _open) = (region, windowNumber, turns);

    public void Return()
    {
        if (--_open == 0)
        {
            _region.Tell(new TurnsTaken(_windowNumber), ActorRefs.NoSender);
        }
    }
}

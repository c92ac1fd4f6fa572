using Akka.Actor;
using TaskSwarm.Actors.Agents;

namespace TaskSwarm.Actors.Supervision;

/// <summary>Region to squad, and on to nested squads: make actors for these agents.</summary>
internal sealed record Hire(IReadOnlyList<AgentSeat> Seats, IActorRef ReplyTo);

/// <summary>Squad to region: that many agents have their actors.</summary>
internal sealed record Hired(int Agents);

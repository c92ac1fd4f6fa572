using Akka.Actor;

namespace TaskSwarm.Actors;

/// <summary>
/// Makes an actor's instances by calling a constructor, without the reflection of <c>Props.Create</c>.
/// </summary>
internal sealed class Producer<TActor> : IIndirectActorProducer
    where TActor : ActorBase
{
    private readonly Func<TActor> _create;

    public Producer(Func<TActor> create) => _create = create;

    public Type ActorType => typeof(TActor);

    public ActorBase Produce() => _create();

    public void Release(ActorBase actor)
    {
    }
}

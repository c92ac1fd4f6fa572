using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace TaskSwarm.Actors.Lanes;

/// <summary>Gives actors a <see cref="SlimQueue"/>. Akka finds it by the name in the configuration.</summary>
internal sealed class SlimMailbox : MailboxType, IProducesMessageQueue<SlimQueue>
{
    /// <summary>The mailbox's id, for <c>Props</c>.</summary>
    public const string Id = "taskswarm.slim-mailbox";

    /// <summary>Called by Akka.</summary>
    public SlimMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <summary>The configuration of the mailbox.</summary>
    public static string Configuration =>
        $"{Id} {{ mailbox-type = \"{typeof(SlimMailbox).AssemblyQualifiedName}\" }}\n";

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new SlimQueue();
}

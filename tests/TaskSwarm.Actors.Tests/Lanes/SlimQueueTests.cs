using Akka.Actor;
using FsCheck.Xunit;
using Shouldly;
using TaskSwarm.Actors.Lanes;
using Xunit;

namespace TaskSwarm.Actors.Tests.Lanes;

public sealed class SlimQueueTests
{
    [Property]
    public void It_behaves_like_a_queue(bool[] steps)
    {
        var queue = new SlimQueue();
        var model = new Queue<int>();
        int next = 0;
        foreach (bool enqueue in steps)
        {
            if (enqueue)
            {
                model.Enqueue(next);
                queue.Enqueue(ActorRefs.Nobody, new Envelope(next++, ActorRefs.Nobody));
            }
            else
            {
                queue.TryDequeue(out Envelope envelope).ShouldBe(model.TryDequeue(out int expected));
                (envelope.Message ?? 0).ShouldBe(expected);
            }

            queue.Count.ShouldBe(model.Count);
            queue.HasMessages.ShouldBe(model.Count > 0);
        }
    }

    [Fact]
    public void Messages_of_one_sender_stay_in_order_and_none_is_lost_while_many_send()
    {
        const int Senders = 4;
        const int Each = 20_000;
        var queue = new SlimQueue();
        Thread[] threads = [.. Enumerable.Range(0, Senders).Select(sender => new Thread(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                queue.Enqueue(ActorRefs.Nobody, new Envelope((sender, i), ActorRefs.Nobody));
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        int[] expected = new int[Senders];
        for (int taken = 0; taken < Senders * Each;)
        {
            if (queue.TryDequeue(out Envelope envelope))
            {
                (int sender, int number) = ((int, int))envelope.Message;
                number.ShouldBe(expected[sender]++);
                taken++;
            }
        }

        queue.HasMessages.ShouldBeFalse();
    }
}

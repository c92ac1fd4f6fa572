using TaskSwarm.Actors;
using TaskSwarm.Cluster.Messages;
using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cluster.Runs;

/// <summary>Carries the regions of a run that were given to this node.</summary>
/// <param name="hub">Where messages find the exchange.</param>
/// <param name="source">Makes runs.</param>
internal sealed class PartRunner(PartHub hub, IRunSource source)
{
    /// <summary>Makes the run's agents, and carries the part to its end on a thread of its own.</summary>
    /// <param name="part">The part.</param>
    /// <param name="send">Sends a message to the node at a place in the division.</param>
    /// <param name="taken">Told null when the part is carried, and why if it cannot be, or no longer.</param>
    public void Start(TakePart part, Action<int, ClusterMessage> send, Action<string?> taken)
    {
        hub.Take(part);
        var thread = new Thread(() => Carry(part, send, taken)) { IsBackground = true, Name = "taskswarm-part" };
        thread.Start();
    }

    /// <summary>Threads for agents on this machine.</summary>
    public static int WorkersOf(RunOrder order) => order.Workers > 0 ? order.Workers : Environment.ProcessorCount;

    /// <summary>How this machine works on its part: what a worker waits for, another process does.</summary>
    public static ActorHostOptions OptionsFor(RunOrder order) => new() { Workers = WorkersOf(order), Spins = false };

    private void Carry(TakePart part, Action<int, ClusterMessage> send, Action<string?> taken)
    {
        try
        {
            Simulation simulation = source.Load(part.Order);
            RunCore run = part.State.IsEmpty
                ? new RunCore(simulation, part.Regions)
                : RunCore.Restore(simulation, part.Regions, new StateReader(part.State), source.Catalog);
            var exchange = new NodeExchange(part, run.Window.Number + 1, source.Catalog, send) { Direct = hub.TrySend };
            run.Distribute(part.Shares[part.Me].Regions, commitsEvents: false, exchange, source.Catalog);
            if (!hub.Open(exchange, send))
            {
                return;
            }

            hub.Observation.Begin(part.Order, part.Division);
            hub.Observation.Watch(run, part, exchange);
            taken(null);
            ActorHost.CarryPart(run, OptionsFor(part.Order));
        }
        catch (ActorRuntimeException e) when (e.InnerException is WindowExchangeException)
        {
            // Another node is gone; the coordinator divides the run anew.
        }
        catch (Exception e)
        {
            // Whatever it is, it would happen again.
            taken(e.Message);
            hub.Drop(e.Message, part.Division);
        }
        finally
        {
            hub.Observation.End(part.Division);
        }
    }
}

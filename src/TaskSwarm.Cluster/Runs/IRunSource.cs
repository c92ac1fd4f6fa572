using TaskSwarm.Cluster.Messages;
using TaskSwarm.Kernel.Codec;
using TaskSwarm.Kernel.Runs;

namespace TaskSwarm.Cluster.Runs;

/// <summary>Makes, on every node, what an order asks for.</summary>
internal interface IRunSource
{
    /// <summary>The events and messages that may occur.</summary>
    RecordCatalog Catalog { get; }

    /// <summary>What is to be run: the same on every node.</summary>
    /// <exception cref="Hosting.Storage.RunArchiveException">This program cannot make it.</exception>
    Simulation Load(RunOrder order);
}

namespace TaskSwarm.Kernel.Tasks;

/// <summary>What a task takes of an agent, or what an agent has.</summary>
/// <param name="Compute">Operations per second, in the scenario's unit.</param>
/// <param name="Storage">Bytes.</param>
/// <param name="Network">Bits per second.</param>
/// <param name="Payload">Kilograms, or the scenario's unit of load.</param>
public readonly record struct Demand(double Compute, double Storage, double Network, double Payload)
{
    /// <summary>Whether each part is at most the other's.</summary>
    public bool FitsIn(Demand capacity) =>
        Compute <= capacity.Compute && Storage <= capacity.Storage
        && Network <= capacity.Network && Payload <= capacity.Payload;
}

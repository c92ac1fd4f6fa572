namespace TaskSwarm.Chaos.Networks;

/// <summary>What the processes of a run reach each other by.</summary>
internal interface INetwork : IDisposable
{
    /// <summary>What can be done to packets; null where nothing can.</summary>
    Wire? Wire { get; }

    /// <summary>Makes room for one more process.</summary>
    Place Add();
}

using TaskSwarm.Kernel.Runs;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>The terms of a protocol by which models combine what they know.</summary>
public abstract record CollaborationRules
{
    /// <summary>Names of the agents that the protocol needs beside the members.</summary>
    internal virtual IReadOnlyList<string> Assistants => [];

    /// <summary>Share of the images to learn from that no member gets.</summary>
    internal virtual double HeldOutShare => 0;

    /// <summary>Whether members learn from images; else the scenario's data are not opened.</summary>
    internal virtual bool LearnsFromImages => true;

    /// <summary>The most members that the protocol takes.</summary>
    internal virtual int MostMembers => ScenarioLimits.Agents;

    /// <summary>Makes the run.</summary>
    /// <param name="ground">What the scenario says of members, models and data.</param>
    /// <returns>The simulation; null if a problem was reported that lets none be made.</returns>
    internal abstract Simulation? Build(CollaborationGround ground);
}

namespace TaskSwarm.Kernel.Faults;

/// <summary>What an exception in agent code, which is a bug, does to the run.</summary>
public enum ErrorPolicy
{
    /// <summary>The run stops and names agent, time, event, seed and the command that reproduces it.</summary>
    Escalate,

    /// <summary>The agent restarts by its squad's policy, as after a simulated crash.</summary>
    Restart,

    /// <summary>The agent is stopped.</summary>
    Stop,
}

namespace TaskSwarm.Scenarios.ModelCollaboration.Agents;

/// <summary>What a secure round waits for.</summary>
internal enum SecureStep
{
    /// <summary>Keys of those who have trained.</summary>
    Keys,

    /// <summary>Shares of secrets.</summary>
    Shares,

    /// <summary>Masked models.</summary>
    Inputs,

    /// <summary>Shares that take masks off.</summary>
    Reveals,
}

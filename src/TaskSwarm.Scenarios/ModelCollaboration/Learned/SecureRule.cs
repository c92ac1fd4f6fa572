using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.ModelCollaboration.Learned;

/// <summary>The terms of sums in which the server sees no single update (Bonawitz et al. 2017).</summary>
/// <param name="Threshold">Share of a round's members that it takes to take masks off, above a half.</param>
/// <param name="Step">How long each step after the training waits.</param>
/// <param name="Resend">How often whoever has not answered is asked again.</param>
public sealed record SecureRule(double Threshold, SimDuration Step, SimDuration Resend)
{
    /// <summary>How many of so many members it takes; never one, since the sum of one is its update.</summary>
    public int Needed(int members) => Math.Max(2, (int)Math.Ceiling((Threshold * members) - 1e-9));
}

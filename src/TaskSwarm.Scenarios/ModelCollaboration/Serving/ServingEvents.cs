using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Scenarios.ModelCollaboration.Serving;

/// <summary>A member has learnt and found out how good it is.</summary>
/// <param name="Examples">Images that it learnt from.</param>
/// <param name="HeldOutAccuracy">Share of the held-out images that it tells right: what it knows of itself.</param>
/// <param name="Accuracy">Share of the test images that it tells right: what is true of it.</param>
/// <param name="Fingerprint">Of what it says of the held-out images.</param>
public sealed record ServerReady(int Examples, double HeldOutAccuracy, double Accuracy, long Fingerprint) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Examples);
        encoder.Write(HeldOutAccuracy);
        encoder.Write(Accuracy);
        encoder.Write(Fingerprint);
    }
}

/// <summary>A case came.</summary>
/// <param name="Case">Its number.</param>
/// <param name="Image">Which test image it is.</param>
public sealed record CaseCame(int Case, int Image) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Case);
        encoder.Write(Image);
    }
}

/// <summary>A member came to an opinion.</summary>
/// <param name="Task">The task of giving it.</param>
/// <param name="Said">The class that its model takes to be most probable.</param>
/// <param name="Energy">What it took, J.</param>
public sealed record OpinionGiven(TaskId Task, int Said, double Energy) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Task.Number);
        encoder.Write(Said);
        encoder.Write(Energy);
    }
}

/// <summary>A case was decided.</summary>
/// <param name="Case">Its number.</param>
/// <param name="Said">The class that was decided; -1 if nobody gave an opinion in time.</param>
/// <param name="IsRight">Whether that is right.</param>
/// <param name="Opinions">How many opinions were heard.</param>
/// <param name="Outside">How many of them were others'.</param>
/// <param name="Confidence">How probable what was decided is, as far as was known; 0 to 1.</param>
/// <param name="Seconds">From its coming to its decision, s.</param>
/// <param name="Energy">What all opinions and sending took, J.</param>
public sealed record CaseDecided(
    int Case, int Said, bool IsRight, int Opinions, int Outside, double Confidence, double Seconds, double Energy)
    : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Case);
        encoder.Write(Said);
        encoder.Write(IsRight);
        encoder.Write(Opinions);
        encoder.Write(Outside);
        encoder.Write(Confidence);
        encoder.Write(Seconds);
        encoder.Write(Energy);
    }
}

/// <summary>A member disagreed with what was decided too often, so it is no longer asked.</summary>
/// <param name="Member">Who.</param>
/// <param name="Agreed">How often it agreed.</param>
/// <param name="Asked">Of how many answers.</param>
public sealed record MemberDistrusted(AgentId Member, int Agreed, int Asked) : DomainEvent
{
    /// <inheritdoc/>
    public override void Write(ref EventEncoder encoder)
    {
        encoder.Write(Member);
        encoder.Write(Agreed);
        encoder.Write(Asked);
    }
}

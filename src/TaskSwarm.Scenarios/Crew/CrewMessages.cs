using TaskSwarm.Kernel.Events;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew;

/// <summary>Something that a task fetches before it starts.</summary>
/// <param name="Item">Whose output it is.</param>
/// <param name="Bytes">How much of it.</param>
/// <param name="Agent">Where it is made or lies, by places of agents; see <see cref="Store"/> and
/// <see cref="Unknown"/>.</param>
/// <param name="Expected">When it will be there to be fetched, as far as is known.</param>
internal readonly record struct InputSource(int Item, double Bytes, int Agent, SimTime Expected)
{
    /// <summary>It lies in the shared store, which the dispatcher keeps.</summary>
    public const int Store = -1;

    /// <summary>Nobody makes it yet.</summary>
    public const int Unknown = -2;
}

/// <summary>What a call or an award says beyond the task itself.</summary>
/// <param name="Parts">Into how many parts the task was split; 1 if it was not.</param>
/// <param name="Inputs">What it fetches, and from where.</param>
/// <param name="Order">Where it comes among its holder's tasks.</param>
/// <param name="Team">Who does it, by places of agents, the leader first; empty in a call.</param>
/// <param name="Repeat">How often it has been taken back for its lateness.</param>
internal sealed record CrewTerms(
    int Parts, IReadOnlyList<InputSource> Inputs, WorkOrder Order, IReadOnlyList<int> Team, int Repeat) : IMessage
{
    public int SizeBytes => 40 + (24 * Inputs.Count) + (4 * Team.Count);
}

/// <summary>Send me the output of an item as soon as it is there.</summary>
internal sealed record Fetch(int Item) : IMessage;

/// <summary>The output of an item flows to the receiver.</summary>
/// <param name="Item">Whose output.</param>
/// <param name="Since">From when.</param>
internal sealed record Output(int Item, SimTime Since) : IMessage;

/// <summary>Asks the dispatcher where the output of an item is made.</summary>
internal sealed record WhereIs(int Item) : IMessage;

/// <summary>Tells where the output of an item is made or lies from now on.</summary>
internal sealed record SourceIs(int Item, int Agent, SimTime Expected) : IMessage;

/// <summary>Tells an agent that tasks which it holds come elsewhere in its order.</summary>
internal sealed record NewOrders(IReadOnlyList<(int Item, WorkOrder Order)> Orders) : IMessage
{
    public int SizeBytes => 32 + (24 * Orders.Count);
}

/// <summary>Tells the dispatcher that work has begun.</summary>
internal sealed record WorkNote(int Item, int Attempt, SimTime Start) : IMessage;

/// <summary>Tells the dispatcher that the sender works faster or slower than before.</summary>
/// <param name="Factor">Its speed as a multiple of the plan's.</param>
internal sealed record PaceNote(double Factor) : IMessage;

/// <summary>
/// Tells the dispatcher that the sender has given a task back which it held and had not begun: it may be awarded anew.
/// That an award is unknown, as the answer to a cancel also tells, may mean that a crash has interrupted it.
/// </summary>
internal sealed record GivenBack(int Item, int Attempt) : IMessage;

/// <summary>
/// Tells the dispatcher that a task waits for what nobody has told the time of; it answers with what has changed
/// meanwhile: another place in the order, or that the award is over.
/// </summary>
internal sealed record StillWaiting(int Item, int Attempt, WorkOrder Order) : IMessage
{
    public int SizeBytes => 32;
}

/// <summary>
/// Asks an agent to do its part in a task of several. The dispatcher sends it with the award; the leader repeats it
/// until the agent has told when it can take part.
/// </summary>
internal sealed record Join(int Item, int Attempt, CrewTerms Terms, WorkOrder Order) : IMessage
{
    public int SizeBytes => 40 + Terms.SizeBytes;
}

/// <summary>Tells a leader from when on the sender can take part; the sender stays for it until it says otherwise.
/// </summary>
/// <param name="Item">In what.</param>
/// <param name="Attempt">Under which award.</param>
/// <param name="At">From when; <see cref="SimTime.Never"/> if it cannot tell yet, or no longer.</param>
/// <param name="Micros">How long the sender takes.</param>
internal sealed record Present(int Item, int Attempt, SimTime At, long Micros) : IMessage;

/// <summary>A leader fixes the common start and end.</summary>
internal sealed record StartTogether(int Item, int Attempt, SimTime Start, SimTime End) : IMessage;

/// <summary>Tells a leader that the sender's part is certain to end well. Repeated until it is answered.</summary>
internal sealed record PartDone(int Item, int Attempt) : IMessage;

/// <summary>All parts of a task of several are certain to end well, and when.</summary>
internal sealed record TeamDone(int Item, int Attempt, SimTime End) : IMessage;

/// <summary>The receiver's part in a task of several has come to nothing: it was done under another award, or not at
/// all.</summary>
internal sealed record PartWasted(int Item, int Attempt) : IMessage;

/// <summary>A task of several is off, or the sender cannot take part after all.</summary>
internal sealed record Disband(int Item, int Attempt) : IMessage;

using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Tasks;

namespace TaskSwarm.Hosting.Export;

/// <summary>The tables that runs are exported to: the one place where their columns are said.</summary>
public static class ExportTables
{
    private const string TaskIs = "The number of the task that it is about, if it is about one.";
    private const string TaskNameIs = "That task's name.";
    private const string NumberIs = "The agent's number.";
    private const string AllFields = "All fields, as a JSON object.";

    /// <summary>Every table, in the order in which they are shown.</summary>
    public static IReadOnlyList<ExportTable> All => [Events, Messages, Trajectories, Metrics, Agents, Tasks];

    internal static ExportTable<EventRow> Events { get; } =
        new ExportTable<EventRow>("events", "A domain event, in the order of the run.")
            .Time("time_s", "Simulated time at which it happened.", r => r.Record.Time)
            .Whole64("window", "The number of the window in which it was committed.", r => r.Window)
            .Text("agent", "The agent that it happened to.", r => r.Agent)
            .Whole32("agent_id", NumberIs, r => r.Record.Agent.Index)
            .Whole64("ordinal", "Which of the agent's events it is, from 0.", r => r.Record.Ordinal)
            .Text("event", "What happened, such as TaskAwarded.", r => r.Record.Event.Name)
            .OptionalWhole32("task", TaskIs, r => r.Task?.Number)
            .OptionalText("task_name", TaskNameIs, r => r.TaskName)
            .Text("data", AllFields, r => r.Data);

    internal static ExportTable<MessageRow> Messages { get; } =
        new ExportTable<MessageRow>(
            "messages", "A message of a negotiation that was sent, or one that was received: one that arrives is two "
            + "rows, one that is lost is one.")
            .Time("time_s", "Simulated time at which it was sent or reacted to.", r => r.Record.Time)
            .Whole64("window", "The number of the window in which that was.", r => r.Window)
            .Text("agent", "The agent that sent or received it.", r => r.Agent)
            .Whole32("agent_id", NumberIs, r => r.Record.Agent.Index)
            .Text("direction", "sent or received.", r => r.Record.IsSent ? "sent" : "received")
            .Text("peer", "The receiver of what was sent, the sender of what was received.", r => r.Peer)
            .Whole32("peer_id", "The peer's number.", r => r.Record.Peer.Index)
            .Text("message", "What it is, such as Propose.", r => r.Record.Message.GetType().Name)
            .OptionalWhole32("task", TaskIs, r => r.Task?.Number)
            .OptionalText("task_name", TaskNameIs, r => r.TaskName)
            .OptionalText(
                "conversation", "Which conversation it belongs to: number of the initiator, number of the task, "
                + "announcement of it.", r => r.Conversation)
            .OptionalWhole32("round", "Which round of the conversation or auction.", r => r.Round)
            .Text("data", AllFields, r => r.Data);

    internal static ExportTable<PositionRow> Trajectories { get; } =
        new ExportTable<PositionRow>("trajectories", "Where an agent was when positions were sampled.")
            .Time("time_s", "Simulated time.", r => r.Time)
            .Text("agent", "The agent.", r => r.Agent)
            .Whole32("agent_id", NumberIs, r => r.AgentId.Index)
            .Real("x_m", "m", "Position along x, to the millimetre.", r => r.Position.X)
            .Real("y_m", "m", "Position along y, to the millimetre.", r => r.Position.Y)
            .Real("z_m", "m", "Position along z, to the millimetre.", r => r.Position.Z);

    internal static ExportTable<MetricRow> Metrics { get; } =
        new ExportTable<MetricRow>("metrics", "A figure of the whole run.")
            .Text("name", "The figure's name, such as tasks.response.seconds.p95.", r => r.Name)
            .Real("value", "", "Its value, in the unit of the next column.", r => r.Value)
            .OptionalText(
                "unit", "Its unit; 1 for shares of one; nothing for counts and numbers in the scenario's own unit.",
                r => MetricUnit.Of(r.Name));

    internal static ExportTable<AgentRow> Agents { get; } =
        new ExportTable<AgentRow>("agents", "An agent that ever was.")
            .Whole32("agent_id", "Its number, from 0.", r => r.AgentId.Index)
            .Text("agent", "Its name, unique in the run.", r => r.Agent)
            .OptionalText(
                "squad", "The squad that supervises it; nothing for agents that were spawned.", r => r.Squad);

    internal static ExportTable<TaskRow> Tasks { get; } =
        new ExportTable<TaskRow>("tasks", "A task as the ledger has it at the end of the run.")
            .Whole32("task", "Its number.", r => r.Record.Id.Number)
            .Text("task_name", "Its name, unique in the run.", r => r.Record.Name)
            .Text("state", "How it ended, or where it stood: " + States() + ".", r => Word(r.Record.State))
            .Time("release_s", "When it became known.", r => r.Record.Release)
            .Time("announced_s", "When it was first announced.", r => r.Record.AnnouncedAt)
            .OptionalTime("awarded_s", "When it was first awarded.", r => r.Record.FirstAwardAt)
            .OptionalTime("started_s", "When the last attempt began.", r => r.Record.StartedAt)
            .OptionalTime(
                "ended_s", "When it came to a final state; of a done task, when the work ended.", r => r.Record.EndedAt)
            .OptionalTime("due_s", "When it should be done.", r => r.Record.Due)
            .OptionalText("agent", "Who did it, or held it at the end.", r => r.Agent)
            .OptionalWhole32("agent_id", NumberIs, r => Number(r.Record.Holder))
            .Whole32("attempts", "Awards.", r => r.Record.Attempts)
            .Whole32("reannouncements", "How often an agent was sought again.", r => r.Record.Reannouncements)
            .OptionalText(
                "reason", "Why the last attempt, or the task, came to nothing; of a done task, why an earlier attempt "
                + "did.", r => r.Record.Reason);

    private static string States() => string.Join(", ", Enum.GetValues<TaskState>().Select(Word));

    private static string Word(TaskState state) => state.ToString().ToLowerInvariant();

    private static int? Number(AgentId agent) => agent == AgentId.None ? null : agent.Index;
}

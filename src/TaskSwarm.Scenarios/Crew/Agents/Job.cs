using TaskSwarm.Kernel.Agents;
using TaskSwarm.Kernel.Time;

namespace TaskSwarm.Scenarios.Crew.Agents;

/// <summary>Something that an agent has to do or is doing.</summary>
internal sealed class Job
{
    public required int Item { get; init; }

    public required int Attempt { get; set; }

    public required CrewTerms Terms { get; set; }

    public WorkOrder Order { get; set; }

    /// <summary>From when the agent is at the task's place; <see cref="SimTime.Never"/> before it has set out.
    /// </summary>
    public SimTime There { get; set; } = SimTime.Never;

    public bool Running { get; set; }

    /// <summary>Whether the end is certain.</summary>
    public bool Committed { get; set; }

    public SimTime Start { get; set; } = SimTime.Never;

    public SimTime End { get; set; } = SimTime.Never;

    /// <summary>Microseconds of work left at <see cref="Since"/>, at full speed.</summary>
    public double Work { get; set; }

    public SimTime Since { get; set; }

    public double Speed { get; set; } = 1;

    /// <summary>Tells a timer that the end has moved since it was set.</summary>
    public int Version { get; set; }

    /// <summary>Since when it has been waiting for what nobody can tell the time of.</summary>
    public SimTime WaitingSince { get; set; } = SimTime.Never;

    /// <summary>For a leader: which agents of the team have told from when on they can take part, with how long they
    /// take.</summary>
    public SortedDictionary<int, (SimTime At, long Micros)> Present { get; } = [];

    /// <summary>For a leader: when it last heard of each other agent of the team.</summary>
    public SortedDictionary<int, SimTime> Heard { get; } = [];

    /// <summary>For a leader: whose parts are certain to end well.</summary>
    public SortedSet<int> Parts { get; } = [];

    /// <summary>From when on the agent has promised to take part; <see cref="SimTime.Never"/> without a promise.
    /// </summary>
    public SimTime Promise { get; set; } = SimTime.Never;

    public bool IsTeamwork => Terms.Team.Count > 1;

    public int Leader => Terms.Team[0];

    public void Capture(StateWriter writer)
    {
        writer.Write(Item);
        writer.Write(Attempt);
        TermsCodec.Write(writer, Terms);
        Order.Capture(writer);
        writer.Write(There);
        writer.Write(Running);
        writer.Write(Committed);
        writer.Write(Start);
        writer.Write(End);
        writer.Write(Work);
        writer.Write(Since);
        writer.Write(Speed);
        writer.Write(Version);
        writer.Write(WaitingSince);
        writer.WriteList(Present, static (w, p) =>
        {
            w.Write(p.Key);
            w.Write(p.Value.At);
            w.Write(p.Value.Micros);
        });
        writer.WriteList(Heard, static (w, h) =>
        {
            w.Write(h.Key);
            w.Write(h.Value);
        });
        writer.WriteList(Parts, static (w, p) => w.Write(p));
        writer.Write(Promise);
    }

    public static Job Read(StateReader reader)
    {
        var job = new Job
        {
            Item = reader.ReadInt32(),
            Attempt = reader.ReadInt32(),
            Terms = TermsCodec.Read(reader),
            Order = WorkOrder.Read(reader),
            There = reader.ReadTime(),
            Running = reader.ReadBoolean(),
            Committed = reader.ReadBoolean(),
            Start = reader.ReadTime(),
            End = reader.ReadTime(),
            Work = reader.ReadDouble(),
            Since = reader.ReadTime(),
            Speed = reader.ReadDouble(),
            Version = reader.ReadInt32(),
            WaitingSince = reader.ReadTime(),
        };
        foreach ((int agent, SimTime at, long micros) in reader.ReadList(
            static r => (r.ReadInt32(), r.ReadTime(), r.ReadInt64())))
        {
            job.Present.Add(agent, (at, micros));
        }

        foreach ((int agent, SimTime at) in reader.ReadList(static r => (r.ReadInt32(), r.ReadTime())))
        {
            job.Heard.Add(agent, at);
        }

        job.Parts.UnionWith(reader.ReadList(static r => r.ReadInt32()));
        job.Promise = reader.ReadTime();
        return job;
    }
}

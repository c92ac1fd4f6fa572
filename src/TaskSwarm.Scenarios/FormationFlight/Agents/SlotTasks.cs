using System.Globalization;
using TaskSwarm.Kernel.Tasks;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Kernel.World;

namespace TaskSwarm.Scenarios.FormationFlight.Agents;

/// <summary>How slots become tasks: the number of a task tells leg and slot, so nothing else has to.</summary>
public static class SlotTasks
{
    /// <summary>The number of the task to hold a slot on a leg.</summary>
    /// <param name="leg">Number of the leg, from 0.</param>
    /// <param name="slot">Number of the slot, from 0.</param>
    /// <param name="mostSlots">The most slots of any leg.</param>
    public static TaskId IdOf(int leg, int slot, int mostSlots) => new((leg * mostSlots) + slot);

    /// <summary>The leg of a task.</summary>
    public static int LegOf(TaskId task, int mostSlots) => task.Number / mostSlots;

    /// <summary>The slot of a task.</summary>
    public static int SlotOf(TaskId task, int mostSlots) => task.Number % mostSlots;

    /// <summary>The task to hold a slot.</summary>
    public static TaskSpec Make(int leg, int slot, int mostSlots, string formation, Vec3 place, SimTime now) =>
        new(IdOf(leg, slot, mostSlots), string.Create(
            CultureInfo.InvariantCulture, $"leg-{leg + 1}-{formation}-slot-{slot:00}"))
        {
            Release = now,
            Locations = [place],
        };
}

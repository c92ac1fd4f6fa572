namespace TaskSwarm.Allocation.Annealing;

/// <summary>One Trotter slice: the bits, and the sums that their energy is made of.</summary>
internal sealed class QuboSlice(QuboForm form)
{
    public bool[] Bits { get; } = new bool[form.Bits];

    /// <summary>Bits set in the row of each task.</summary>
    public int[] Count { get; } = new int[form.Tasks];

    /// <summary>How far each budget is filled, slack included.</summary>
    public double[] Used { get; } = new double[form.Agents];

    /// <summary>Work on each agent; 1 is an even share.</summary>
    public double[] Load { get; } = new double[form.Agents];
}

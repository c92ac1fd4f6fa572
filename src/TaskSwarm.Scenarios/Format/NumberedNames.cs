using System.Globalization;

namespace TaskSwarm.Scenarios.Format;

/// <summary>The names of agents that a file declares as a group.</summary>
internal static class NumberedNames
{
    /// <summary>The group's own name if there is one agent, else that name with numbers of equal length from 1 on.
    /// </summary>
    /// <remarks>One after another, not a list: how many there are in all can be checked before any of them takes
    /// memory.</remarks>
    /// <param name="name">The group's name.</param>
    /// <param name="count">How many agents it has, above zero.</param>
    public static IEnumerable<string> Of(string name, long count)
    {
        if (count == 1)
        {
            yield return name;
            yield break;
        }

        int digits = count.ToString(CultureInfo.InvariantCulture).Length;
        for (long n = 1; n <= count; n++)
        {
            yield return $"{name}-{n.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0')}";
        }
    }
}

using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Scenarios.Assignments;

/// <summary>Gives each skill that a scenario names a bit, in the order in which they are first named.</summary>
internal sealed class SkillBook(ScenarioReading scenario)
{
    private const int Most = 64;

    private readonly List<string> names = [];

    /// <summary>The skills by the numbers of their bits.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The bits of some skills; reports it if there are more than bits.</summary>
    public ulong BitsOf(Located<IReadOnlyList<string>> skills)
    {
        var bits = 0UL;
        foreach (var skill in skills.Value)
        {
            var index = names.IndexOf(skill);
            if (index < 0 && names.Count == Most)
            {
                scenario.Problem(skills.Problem($"a skill more, \"{skill}\"", $"at most {Most} different skills"));
                return bits;
            }

            if (index < 0)
            {
                index = names.Count;
                names.Add(skill);
            }

            bits |= 1UL << index;
        }

        return bits;
    }
}

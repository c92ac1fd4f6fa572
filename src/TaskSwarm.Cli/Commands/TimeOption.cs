using System.CommandLine;
using TaskSwarm.Kernel.Time;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Commands;

/// <summary>Options that are an instant of simulated time.</summary>
internal static class TimeOption
{
    /// <summary>An instant; null if it is not given.</summary>
    public static Option<SimTime?> Of(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "T",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (TimeText.Parse(text) is SimDuration time)
            {
                return SimTime.Zero + time;
            }

            result.AddError($"{name}: found \"{text}\"; expected {TimeText.Expected}");
            return null;
        },
    };
}

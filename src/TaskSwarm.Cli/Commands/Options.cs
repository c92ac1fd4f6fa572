using System.CommandLine;
using System.Globalization;
using TaskSwarm.Scenarios.Format;

namespace TaskSwarm.Cli.Commands;

/// <summary>Options whose errors say what was found and what would be right.</summary>
internal static class Options
{
    /// <summary>A whole number from 1 to a limit; null if it is not given.</summary>
    public static Option<int?> WholeNumber(string name, int max, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n >= 1 && n <= max)
            {
                return n;
            }

            result.AddError(string.Create(
                CultureInfo.InvariantCulture, $"{name}: found \"{text}\"; expected a whole number from 1 to {max}"));
            return null;
        },
    };

    /// <summary>Whole numbers with commas between them; null if they are not given.</summary>
    public static Option<IReadOnlyList<int>?> WholeNumbers(string name, int min, int max, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "N,...",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                var numbers = new List<int>();
                foreach (string part in text.Split(','))
                {
                    if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n)
                        || n < min || n > max)
                    {
                        result.AddError(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{name}: found \"{text}\"; expected whole numbers from {min} to {max}, commas between"));
                        return null;
                    }

                    numbers.Add(n);
                }

                return numbers;
            },
        };

    /// <summary>A number above zero; null if it is not given.</summary>
    public static Option<double?> NumberAboveZero(string name, double max, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double x)
                && x > 0 && x <= max)
            {
                return x;
            }

            result.AddError(string.Create(
                CultureInfo.InvariantCulture, $"{name}: found \"{text}\"; expected a number above 0, at most {max}"));
            return null;
        },
    };

    /// <summary>One of some words; null if it is not given.</summary>
    public static Option<string?> Choice(string name, string description, params IReadOnlyList<string> words) =>
        new(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            CustomParser = result => OneOf(result.Tokens[0].Value, words, name, result.AddError),
        };

    /// <summary>An argument that is one of some words.</summary>
    public static Argument<string> ChoiceArgument(
        string name, string description, params IReadOnlyList<string> words) => new(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            CustomParser = result => OneOf(result.Tokens[0].Value, words, name, result.AddError),
        };

    /// <summary>A text, such as a path; null if it is not given.</summary>
    public static Option<string?> Text(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
    };

    /// <summary>The option to replace files.</summary>
    public static Option<bool> Force() => new("--force") { Description = "Replace the file if there is one." };

    private static string? OneOf(string text, IReadOnlyList<string> words, string name, Action<string> refuse)
    {
        if (words.Contains(text))
        {
            return text;
        }

        string hint = Suggestion.DidYouMean(text, words) is string suggestion ? "; " + suggestion : "";
        refuse($"{name}: found \"{text}\"; expected {string.Join(" or ", words)}{hint}");
        return null;
    }
}

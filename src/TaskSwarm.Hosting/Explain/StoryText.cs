using System.Text;

namespace TaskSwarm.Hosting.Explain;

/// <summary>Writes a story as text: a line for each thing that happened, then the answer.</summary>
public static class StoryText
{
    /// <summary>The text, with a line break at its end.</summary>
    public static string Of(Story story)
    {
        ArgumentNullException.ThrowIfNull(story);
        var text = new StringBuilder(story.Subject).Append('\n');
        int width = story.Lines.Select(l => l.At.ToString().Length).DefaultIfEmpty(0).Max();
        foreach (StoryLine line in story.Lines)
        {
            text.Append("  ").Append(line.At.ToString().PadLeft(width)).Append("  ").Append(line.Text).Append('\n');
        }

        return text.Append(story.Verdict.Text).Append('\n').ToString();
    }
}

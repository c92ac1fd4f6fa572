using Spectre.Console;

namespace TaskSwarm.Cli.Screen;

/// <summary>
/// The two streams of the process and what they lead to. Results go to <see cref="Out"/>; all that is said on the way
/// goes to <see cref="Error"/>.
/// </summary>
internal sealed class Terminal
{
    private const int UsualWidth = 80;

    /// <summary>For results.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>For messages; it keeps a status line below them if a person is looking.</summary>
    public required StatusWriter Error { get; init; }

    /// <summary>Whether results are shown in colour.</summary>
    public bool OutInColour { get; init; }

    /// <summary>Whether messages are shown in colour.</summary>
    public bool ErrorInColour { get; init; }

    /// <summary>Columns of the screen; 80 if there is none.</summary>
    public int Width { get; init; } = UsualWidth;

    /// <summary>The terminal of this process. Colours follow https://no-color.org.</summary>
    public static Terminal OfProcess()
    {
        bool dumb = Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        bool plain = dumb || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        bool watched = !Console.IsErrorRedirected && !dumb;
        return new Terminal
        {
            Out = Console.Out,
            Error = new StatusWriter(Console.Error, watched),
            OutInColour = !Console.IsOutputRedirected && !plain,
            ErrorInColour = watched && !plain,
            Width = Console.IsOutputRedirected ? UsualWidth : WidthOfScreen(),
        };
    }

    /// <summary>Draws tables and colours on <see cref="Out"/>.</summary>
    public void DrawOut(Action<IAnsiConsole> draw) => Draw(Out, OutInColour, draw);

    /// <summary>Draws tables and colours on <see cref="Error"/>.</summary>
    public void DrawError(Action<IAnsiConsole> draw) => Draw(Error, ErrorInColour, draw);

    private void Draw(TextWriter writer, bool inColour, Action<IAnsiConsole> draw)
    {
        var drawn = new StringWriter();
        draw(ConsoleOn(drawn, inColour));

        // Tables fill their lines with blanks, which only clutter what is copied or compared.
        foreach (string line in drawn.ToString().TrimEnd().Split('\n'))
        {
            writer.WriteLine(line.TrimEnd());
        }
    }

    private IAnsiConsole ConsoleOn(StringWriter writer, bool inColour)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = inColour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = inColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Width;
        return console;
    }

    private static int WidthOfScreen()
    {
        try
        {
            return Console.WindowWidth is > 0 and int width ? width : UsualWidth;
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }
}

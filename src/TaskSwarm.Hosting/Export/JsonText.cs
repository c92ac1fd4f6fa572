using System.Text.Encodings.Web;
using System.Text.Json;

namespace TaskSwarm.Hosting.Export;

/// <summary>How exported JSON is written: readable, since no browser shows it.</summary>
internal static class JsonText
{
    /// <summary>Only what JSON itself asks for is escaped.</summary>
    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>A property's name.</summary>
    public static JsonEncodedText Name(string name) => JsonEncodedText.Encode(name, Options.Encoder);

    /// <summary>A number that reads back as the same number; null if it is not finite, for which JSON has no word.
    /// </summary>
    public static void Number(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Host.Commands;

namespace BasisActors.Host.Terminal;

/// <summary>Errors as a user sees them: one line each on stderr and, with --json, one document on stdout.</summary>
public static class ErrorOutput
{
    /// <returns>The exit code of the first error.</returns>
    public static int Write(IReadOnlyList<BasisError> errors, bool json)
    {
        foreach (var error in errors)
            Console.Error.WriteLine(error.ToString().ReplaceLineEndings(" "));
        if (json)
            Console.Out.WriteLine(ToJson(errors));
        return ExitCodes.Of(errors[0]);
    }

    private static string ToJson(IReadOnlyList<BasisError> errors)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("status", "error");
            writer.WriteStartArray("errors");
            foreach (var error in errors)
            {
                writer.WriteStartObject();
                writer.WriteString("code", error.Code);
                writer.WriteString("sub_code", error.SubCode);
                writer.WriteString("message", error.Message);
                writer.WriteString("where", error.Where);
                writer.WriteString("resolution", error.Remedy);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}

using Spectre.Console;

namespace BasisActors.Host.Terminal;

/// <summary>Writes a wide table: as wide as the terminal, or as wide as it wants to be into a file or a pipe, where there is nothing to fit.</summary>
internal static class TableOutput
{
    private const int FileWidth = 160;

    public static void Write(Table table)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = FileWidth;
        AnsiConsole.Write(table);
    }
}

using BasisActors.Domain.Errors;

namespace BasisActors.Data.Reading;

/// <summary>What is wrong with a file, as an error that names file and line.</summary>
internal static class FileFault
{
    public static BasisException Missing(string message, string where) => new("DPR-001", message, where, subCode: "DATA-001");

    public static BasisException Unreadable(string path, Exception cause) =>
        new(new BasisError("DPR-001", $"The file cannot be read: {cause.Message}", path, SubCode: "DATA-001"), cause);

    /// <summary>The file as a whole is not valid.</summary>
    public static BasisException InFile(string path, string subCode, string message) => new("DPR-002", message, path, subCode: subCode);

    /// <summary>A line is not valid.</summary>
    public static BasisException InLine(string path, int line, string subCode, string message) => InFile($"{path}:{line}", subCode, message);

    /// <summary>A row is not valid; the line is found by reading the file again, so that rows that are fine pay nothing for it.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="row">1-based number of the row below the header; comment lines do not count, blank ones do.</param>
    /// <param name="subCode">The finer error code.</param>
    /// <param name="message">What is wrong.</param>
    public static BasisException InRow(string path, int row, string subCode, string message) => InLine(path, LineOf(path, row), subCode, message);

    private static int LineOf(string path, int row)
    {
        var line = 0;
        var rows = -1;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (!text.StartsWith('#') && ++rows == row)
                return line;
        }

        return line;
    }
}

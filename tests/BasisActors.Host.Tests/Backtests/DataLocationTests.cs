using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;

namespace BasisActors.Host.Tests.Backtests;

/// <summary>Which data a run takes (S-032).</summary>
public sealed class DataLocationTests
{
    [Theory]
    [InlineData(null, null, null, null, DataMode.Csv, null)]
    [InlineData("", null, null, null, DataMode.Csv, null)]
    [InlineData("csv", null, "connection", "folder", DataMode.Csv, "folder")]
    [InlineData("csv", "named", "connection", "folder", DataMode.Csv, "named")]
    [InlineData("db", "named", "connection", "folder", DataMode.Db, "named")]
    [InlineData("db", null, "connection", "folder", DataMode.Db, "connection")]
    [InlineData("db", null, "", "folder", DataMode.Db, "folder")]
    public void The_command_line_goes_before_the_environment(string? mode, string? named, string? connection, string? directory, DataMode expected, string? place) =>
        Assert.Equal(new DataLocation(expected, place), DataLocation.Of(named, Environment(mode, connection, directory)));

    [Theory]
    [InlineData("db", "BASIS_DATA_CONNECTION")]
    [InlineData("postgres", "BASIS_DATA_MODE")]
    public void Anything_else_is_refused(string mode, string where)
    {
        var error = Assert.Throws<BasisException>(() => DataLocation.Of(null, Environment(mode, null, null))).Error;

        Assert.Equal(("CFG-002", where), (error.Code, error.Where));
    }

    private static Func<string, string?> Environment(string? mode, string? connection, string? directory) => variable => variable switch
    {
        "BASIS_DATA_MODE" => mode,
        "BASIS_DATA_CONNECTION" => connection,
        "BASIS_DATA_DIR" => directory,
        _ => null,
    };
}

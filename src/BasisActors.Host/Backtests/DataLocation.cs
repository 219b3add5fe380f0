using BasisActors.Domain.Errors;

namespace BasisActors.Host.Backtests;

/// <summary>Where the market data of a backtest is, as command line and environment say (S-032).</summary>
/// <param name="Mode">What kind of place it is.</param>
/// <param name="Place">Folder or connection; null is the generated sample.</param>
public sealed record DataLocation(DataMode Mode, string? Place)
{
    private const string ModeVariable = "BASIS_DATA_MODE";
    private const string ConnectionVariable = "BASIS_DATA_CONNECTION";
    private const string DirectoryVariable = "BASIS_DATA_DIR";

    /// <summary>Reads the environment.</summary>
    /// <param name="named">What <c>--data</c> names; goes before the environment.</param>
    /// <param name="environment">The value of a variable, or null.</param>
    /// <exception cref="BasisException">CFG-002 when the mode is neither csv nor db, or is db and nothing names the database.</exception>
    public static DataLocation Of(string? named, Func<string, string?> environment)
    {
        switch (environment(ModeVariable))
        {
            case null or "" or "csv":
                return new DataLocation(DataMode.Csv, named ?? environment(DirectoryVariable));
            case "db":
                var connection = named ?? Set(ConnectionVariable) ?? Set(DirectoryVariable);
                return connection is not null
                    ? new DataLocation(DataMode.Db, connection)
                    : throw new BasisException(
                        "CFG-002", $"{ModeVariable} is db and no database is named.", ConnectionVariable, $"Give --data CONNECTION or set {ConnectionVariable}.");
            case var other:
                throw new BasisException("CFG-002", $"{ModeVariable} is '{other}'; allowed are csv and db.", ModeVariable);
        }

        string? Set(string variable) => environment(variable) is { Length: > 0 } value ? value : null;
    }
}

namespace BasisActors.Host.Backtests;

/// <summary>Where market data comes from (S-032).</summary>
public enum DataMode
{
    /// <summary>A folder of CSV files.</summary>
    Csv,

    /// <summary>A database that such a folder was imported into.</summary>
    Db,
}

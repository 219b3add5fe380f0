using System.Globalization;

namespace BasisActors.Venues.Paper;

/// <summary>Numbers of orders, executions and log entries, rising over all accounts. Guarded by the exchange's lock.</summary>
internal sealed class PaperNumbers
{
    private long _order;
    private long _execution;
    private long _entry;
    private long _transfer;

    public string Order() => string.Create(CultureInfo.InvariantCulture, $"paper-{++_order:D9}");

    public string Execution() => string.Create(CultureInfo.InvariantCulture, $"fill-{++_execution:D9}");

    public long Entry() => ++_entry;

    /// <summary>Of a transfer between two wallets of one account.</summary>
    public long Transfer() => ++_transfer;

    /// <summary>The number in the id of an order or an execution, for an exchange that gives numbers; 0 when there is none.</summary>
    public static long Of(string id) => long.TryParse(id.AsSpan(id.IndexOf('-', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

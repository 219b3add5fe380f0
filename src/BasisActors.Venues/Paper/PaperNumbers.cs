using System.Globalization;

namespace BasisActors.Venues.Paper;

/// <summary>Numbers of orders, executions and log entries, rising over all accounts. Guarded by the exchange's lock.</summary>
internal sealed class PaperNumbers
{
    private long _order;
    private long _execution;
    private long _entry;

    public string Order() => string.Create(CultureInfo.InvariantCulture, $"paper-{++_order:D9}");

    public string Execution() => string.Create(CultureInfo.InvariantCulture, $"fill-{++_execution:D9}");

    public long Entry() => ++_entry;
}

using BasisActors.Domain.Ledger;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog.Payloads;

/// <summary>The names of a chart's accounts as JSON strings, encoded once.</summary>
internal sealed class AccountNames
{
    private readonly byte[][] _names;

    public AccountNames(ChartOfAccounts chart)
    {
        Chart = chart;
        var text = new Utf8Text();
        _names = [.. chart.Accounts.Select(account =>
        {
            text.Clear();
            text.Text(account.Name);
            return text.Written.ToArray();
        })];
    }

    public ChartOfAccounts Chart { get; }

    public ReadOnlySpan<byte> this[int account] => _names[account];
}

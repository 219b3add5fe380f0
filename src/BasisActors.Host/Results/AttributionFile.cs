using BasisActors.Domain.Attribution;

namespace BasisActors.Host.Results;

/// <summary><c>attribution.csv</c>: one row per tick, one column per bucket, share-class currency, of that tick alone; gains positive.</summary>
internal sealed class AttributionFile(string path) : IDisposable
{
    private readonly CsvFile _csv = new(path, ["timestamp", .. AttributionBuckets.All, "net_flow", "total", "residual"]);

    public void Add(in TickRow row, ReadOnlySpan<decimal> buckets)
    {
        _csv.Time(row.Timestamp);
        decimal total = 0;
        foreach (var amount in buckets)
        {
            _csv.Number(amount);
            total += amount;
        }

        _csv.Number(row.NetFlow);
        _csv.Number(total);
        _csv.Number(row.Equity - row.EquityBefore - row.NetFlow - total);
        _csv.EndRow();
    }

    public void Close() => _csv.Close();

    public void Dispose() => _csv.Dispose();
}

using BasisActors.Domain.Ledger;
using BasisActors.Domain.Numerics;

namespace BasisActors.Host.Results;

/// <summary>
/// <c>positions.csv</c>: whenever the book has changed, all positions that are not empty, at that tick's prices. The values of one timestamp sum to its equity.
/// For a supply or a debt <c>underlying</c> are the tokens it stands for; for a perpetual <c>entry_notional</c> is what it was opened at.
/// </summary>
internal sealed class PositionsFile : IDisposable
{
    private readonly RecordedRun _run;
    private readonly CsvFile _csv;
    private readonly Line[] _lines;

    public PositionsFile(string path, RecordedRun run)
    {
        _run = run;
        _csv = new CsvFile(path, "timestamp", "position", "quantity", "underlying", "entry_notional", "price", "value");
        var chart = run.Chart;
        _lines = [.. chart.Positions.Select(key => new Line(
            key.ToString(),
            chart.Own(key),
            key.Type is PositionType.AToken or PositionType.DebtToken ? chart.Own(key, AccountRole.Underlying) : -1,
            key.Type == PositionType.Perp ? chart.Own(key, AccountRole.EntryNotional) : -1))];
    }

    public void Add(in TickRow row)
    {
        if (row.Book is not { } book)
            return;
        var snapshot = _run.Market.At(row.Timestamp);
        foreach (var line in _lines)
        {
            var quantity = book[line.Quantity];
            var underlying = line.Underlying < 0 ? 0 : book[line.Underlying];
            var entry = line.Entry < 0 ? 0 : book[line.Entry];
            if (quantity == 0 && underlying == 0 && entry == 0)
                continue;
            var valued = line.Underlying < 0 ? line.Quantity : line.Underlying;
            var price = _run.Pricing.At(snapshot, _run.Chart.Accounts[valued].Unit).Price;
            _csv.Time(row.Timestamp);
            _csv.Text(line.Name);
            _csv.Number(quantity);
            _csv.Number(line.Underlying < 0 ? null : underlying);
            _csv.Number(line.Entry < 0 ? null : entry);
            _csv.Number(price);
            _csv.Number(Amount.Value(book[valued], price) + entry);
            _csv.EndRow();
        }
    }

    public void Close() => _csv.Close();

    public void Dispose() => _csv.Dispose();

    private readonly record struct Line(string Name, int Quantity, int Underlying, int Entry);
}

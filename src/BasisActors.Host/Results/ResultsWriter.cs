using BasisActors.Host.Reports;

namespace BasisActors.Host.Results;

/// <summary>Turns chunks into files, totals and series. Used by one thread at a time.</summary>
internal sealed class ResultsWriter : IDisposable
{
    private readonly EquityFile _equity;
    private readonly AttributionFile _attribution;
    private readonly PositionsFile _positions;
    private readonly FillsFile _fills;
    private readonly BlocksFile _blocks;

    public ResultsWriter(ResultsFolder folder, RecordedRun run)
    {
        Totals = new RunTotals(run);
        Series = new ReportSeries(run);
        _equity = new EquityFile(folder.File("equity.csv"), run.Assets);
        _attribution = new AttributionFile(folder.File("attribution.csv"));
        _positions = new PositionsFile(folder.File("positions.csv"), run);
        _fills = new FillsFile(folder.File("fills.csv"));
        _blocks = new BlocksFile(folder.File("blocks.jsonl"));
    }

    public RunTotals Totals { get; }

    public ReportSeries Series { get; }

    public void Write(TickChunk chunk)
    {
        for (var i = 0; i < chunk.Count; i++)
        {
            ref readonly var row = ref chunk[i];
            var buckets = chunk.Buckets(i);
            Totals.Add(row, buckets);
            _equity.Add(row, chunk.Deltas(i), Totals);
            _attribution.Add(row, buckets);
            _positions.Add(row);
            Series.Add(row, chunk.Deltas(i), Totals);
        }

        foreach (var block in chunk.Blocks)
        {
            _fills.Add(block);
            _blocks.Add(block);
            Totals.Add(block);
        }
    }

    public void Close()
    {
        Series.Complete();
        _equity.Close();
        _attribution.Close();
        _positions.Close();
        _fills.Close();
        _blocks.Close();
    }

    public void Dispose()
    {
        Totals.Dispose();
        _equity.Dispose();
        _attribution.Dispose();
        _positions.Dispose();
        _fills.Dispose();
        _blocks.Dispose();
    }
}

using BasisActors.Domain.Market;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>A market whose queries can fail, and which remembers what was asked.</summary>
internal sealed class FaultyMarket(IMarketData market, Fault fault) : IMarketData
{
    /// <summary>Timestamps asked for, in order.</summary>
    public List<DateTimeOffset> Queries { get; } = [];

    public int StepSeconds => market.StepSeconds;

    public int Find(SeriesKey key) => market.Find(key);

    public SeriesKey Describe(int series) => market.Describe(series);

    public int IntervalSeconds(int series) => market.IntervalSeconds(series);

    public MarketSnapshot At(DateTimeOffset timestamp)
    {
        Queries.Add(timestamp);
        fault.Pass();
        return market.At(timestamp);
    }

    public Observation Read(int series, int row) => market.Read(series, row);
}

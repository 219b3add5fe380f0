using System.Collections.Immutable;
using BasisActors.Data;
using BasisActors.Data.Sample;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Commands;

namespace BasisActors.Host.Backtests;

/// <summary>A loaded market with the configuration that fits it.</summary>
/// <param name="Configuration">Hedge venues without data are left out.</param>
/// <param name="Market">The series the mode needs.</param>
/// <param name="Notes">What a reader of the results must know of the data.</param>
public sealed record LoadedDataSet(RunConfiguration Configuration, LoadedMarket Market, ImmutableArray<string> Notes);

/// <summary>Finds and loads the data of a backtest.</summary>
public static class DataSets
{
    /// <exception cref="Domain.Errors.BasisException">DPR-001 or DPR-002 when the data cannot be used.</exception>
    public static LoadedDataSet Load(BacktestRequest request, RunConfiguration configuration)
    {
        var notes = new List<string>();
        var source = request.DataDirectory ?? Sample(notes);
        var stored = request.DataMode == DataMode.Db;
        var hedges = HedgeWeights.Series(configuration);
        var requirements = StrategyFactory.Requirements(configuration);
        var required = requirements.Required.Except(hedges.SelectMany(h => h));
        var needed = new MarketDataRequest(source, request.From, request.To, [.. required], [], configuration.Data) { Groups = hedges, Late = requirements.Late };
        var market = stored ? DatabaseMarketData.Load(needed) : CsvMarketData.Load(needed);
        var fitted = HedgeWeights.WithData(configuration, key => market.Table.Find(key) >= 0, notes);
        return new LoadedDataSet(fitted, market, [.. notes, .. market.Report.Notes]);
    }

    private static string Sample(List<string> notes)
    {
        notes.Add("The data is the generated sample: synthetic prices, not a market.");
        _ = SampleDataSet.Write(new SampleRequest(SampleCommand.DefaultDirectory, SampleDataSet.DefaultSeed, SampleDataSet.DefaultFrom, SampleDataSet.DefaultTo));
        return SampleCommand.DefaultDirectory;
    }
}

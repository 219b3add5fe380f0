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
    /// <summary>Stands in the results of every run on the generated sample.</summary>
    public const string SampleNote = "The data is the generated sample: synthetic prices, not a market.";

    /// <exception cref="Domain.Errors.BasisException">DPR-001 or DPR-002 when the data cannot be used.</exception>
    public static LoadedDataSet Load(BacktestRequest request, RunConfiguration configuration)
    {
        var notes = new List<string>();
        var market = Load(request.DataMode, Requirement(Folder(request.DataDirectory, notes), request, configuration));
        var fitted = HedgeWeights.WithData(configuration, key => market.Table.Find(key) >= 0, notes);
        return new LoadedDataSet(fitted, market, [.. notes, .. market.Report.Notes]);
    }

    /// <summary>Reads a data set from its folder or its database.</summary>
    public static LoadedMarket Load(DataMode mode, MarketDataRequest requirement) =>
        mode == DataMode.Db ? DatabaseMarketData.Load(requirement) : CsvMarketData.Load(requirement);

    /// <summary>The folder named, or that of the generated sample, which is written when it is not there.</summary>
    public static string Folder(string? named, ICollection<string> notes)
    {
        if (named is not null)
            return named;
        notes.Add(SampleNote);
        _ = SampleDataSet.Write(new SampleRequest(SampleCommand.DefaultDirectory, SampleDataSet.DefaultSeed, SampleDataSet.DefaultFrom, SampleDataSet.DefaultTo));
        return SampleCommand.DefaultDirectory;
    }

    /// <summary>What a run needs of a data set; two runs with equal requirements can read one table. Hedge venues that may be left out are asked for as groups.</summary>
    public static MarketDataRequest Requirement(string source, BacktestRequest request, RunConfiguration configuration)
    {
        var hedges = HedgeWeights.Series(configuration);
        var requirements = StrategyFactory.Requirements(configuration);
        var required = requirements.Required.Except(hedges.SelectMany(h => h));
        return new MarketDataRequest(source, request.From, request.To, [.. required], [], configuration.Data) { Groups = hedges, Late = requirements.Late };
    }
}

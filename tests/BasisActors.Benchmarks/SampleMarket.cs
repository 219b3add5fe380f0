using BasisActors.Data;
using BasisActors.Data.Sample;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Strategies;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;

namespace BasisActors.Benchmarks;

/// <summary>The generated sample, written once per process, and the configuration of a mode on it.</summary>
internal static class SampleMarket
{
    public static readonly DateTimeOffset From = new(2024, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Directory(int years)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"basis-benchmark-sample-{years}");
        _ = SampleDataSet.Write(new SampleRequest(directory, SampleDataSet.DefaultSeed, new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero), From.AddYears(years).AddDays(1)));
        return directory;
    }

    public static EffectiveConfiguration Configuration(string mode) => ConfigurationSource.OfProcess().Load(mode, []) switch
    {
        ConfigurationResult.Valid valid => valid.Configuration,
        ConfigurationResult.Invalid invalid => throw new InvalidOperationException(string.Join(Environment.NewLine, invalid.Errors)),
        _ => throw new InvalidOperationException("A configuration is either valid or invalid."),
    };

    public static LoadedMarket Load(string directory, RunConfiguration configuration, int years) => CsvMarketData.Load(
        new MarketDataRequest(directory, From, From.AddYears(years), StrategyFactory.Requirements(configuration).Required, [], configuration.Data));

    public static RunConfiguration Fitted(string directory, RunConfiguration configuration) =>
        HedgeWeights.WithData(configuration, key => CsvMarketData.Has(directory, key), []);
}

using System.Diagnostics;
using System.Globalization;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;
using BasisActors.Domain.Strategies;

namespace BasisActors.Benchmarks;

/// <summary>Times every single decision of the basis over a year of the sample: quiet ticks, and ticks on which a deposit makes a whole plan.</summary>
internal static class Decisions
{
    private const int Warmup = 20_000;

    public static int Run()
    {
        var directory = SampleMarket.Directory(1);
        var configuration = SampleMarket.Fitted(directory, SampleMarket.Configuration("btc_basis").Run);
        var market = SampleMarket.Load(directory, configuration, 1).Table;
        var chart = new ChartOfAccounts(configuration.PositionSubscriptions);
        var exposure = new ExposureCalculator(new UnitPricing(chart, market, configuration.SpotVenue));
        var risk = new RiskAssessor(configuration, chart, market);
        var strategy = StrategyFactory.Create(new StrategySetup("bench", configuration, chart, market, new TradingCosts(configuration.Costs, market)));
        var book = HedgedBook.Of(chart, configuration);
        var deposit = new CapitalRequest(CapitalRequestKind.Deposit, 25_000m, SampleMarket.From);
        foreach (var pending in new[] { null, deposit })
        {
            var times = new List<double>();
            for (var i = 0; i < Warmup + 8_760; i++)
            {
                var snapshot = market.At(SampleMarket.From.AddHours(i % 8_760));
                var valued = exposure.Calculate(book, snapshot);
                var input = new StrategyInput(i, snapshot, book, valued, risk.Assess(book, snapshot, valued, RiskHistory.Start.Observe(0, valued.Equity, valued.Equity, false)), pending, false);
                var start = Stopwatch.GetTimestamp();
                _ = strategy.UpdateState(input);
                if (i >= Warmup)
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            times.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(pending is null ? "quiet tick" : "deposit"),-10}  {times.Count} decisions  median {times[times.Count / 2]:0.0000} ms  p99 {times[times.Count * 99 / 100]:0.0000} ms  longest {times[^1]:0.000} ms"));
        }

        return 0;
    }
}

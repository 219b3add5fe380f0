using BasisActors.Domain.Market;

namespace BasisActors.Actors.Tests.Fixtures;

/// <summary>
/// 24 hours in which everything happens: entry at 0, a deposit at 4 that is deployed at 5, funding at 8 and 16, of which the one at 8 is negative and ends
/// the basis, entry again at 16, a withdrawal at 20.
/// </summary>
internal static class BusyDay
{
    public const int Rows = 24;

    public static readonly MarketTable Market =
        SampleMarket.Builder(Rows).WithFunding(row => row == 8 ? -SampleMarket.UsualFunding : SampleMarket.UsualFunding).Build();

    public static readonly Scenario Scenario = Scenario.Basis with
    {
        Configuration = SampleConfiguration.Basis with { FundingWindow = 1 },
        Market = Market,
        LastHour = Rows - 1,
        Flows = [Scenario.Deposit(20_000, 4), Scenario.Withdrawal(30_000, 20)],
    };

    /// <summary>All components, by the names of their actors.</summary>
    public static readonly string[] Components =
    [
        "attribution", "cex-binance", "cex-bybit", "clock", "event-log", "execution", "exposure", "ledger", "market-data", "on-chain", "results", "risk",
        "strategy-btc_basis",
    ];
}

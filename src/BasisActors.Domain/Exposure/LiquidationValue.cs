using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Exposure;

/// <summary>
/// What would be left of a book if everything were closed now: spot sold and perpetuals bought back as market orders at the run's fees and slippage,
/// supplies withdrawn at the price of gas. Debt is repaid at its face value and cash stays where it is.
/// </summary>
public static class LiquidationValue
{
    /// <returns>USDT; equal to equity under a cost model without costs.</returns>
    /// <exception cref="Errors.BasisException">EXP-003 when a price is not known; VIM-001 when a position's venue is not enabled.</exception>
    public static decimal Of(Book book, in MarketSnapshot snapshot, RunConfiguration configuration, UnitPricing pricing, TradingCosts costs)
    {
        decimal value = 0;
        foreach (var account in book.Chart.Accounts)
        {
            if (!account.IsOwn || book[account.Index] == 0)
                continue;
            value += Proceeds(account, book[account.Index], snapshot, configuration, pricing, costs);
        }

        return value;
    }

    private static decimal Proceeds(
        Account account, decimal balance, in MarketSnapshot snapshot, RunConfiguration configuration, UnitPricing pricing, TradingCosts costs)
    {
        var price = pricing.At(snapshot, account.Unit).Price;
        var marked = Amount.Value(balance, price);
        switch (account.Role)
        {
            case AccountRole.Underlying when account.Key.Type == PositionType.AToken:
                return marked - costs.Gas(GasSchedule.CollateralWithdrawn, snapshot).Cost;

            case AccountRole.Quantity when account.Key.Type == PositionType.Perp:
                var venue = configuration.Venue(account.Key.Venue);
                return balance < 0 ? -Bought(costs.Perp(venue, Side.Buy, -balance, price)) : Sold(costs.Perp(venue, Side.Sell, balance, price));

            case AccountRole.Quantity when account.Key.Type == PositionType.BaseToken && pricing.Asset(account.Unit) is not null:
                return Sold(costs.Spot(configuration.Venue(account.Key.Venue), Side.Sell, balance, price));

            default:
                return marked;
        }
    }

    private static decimal Bought(in FillEstimate fill) => fill.Notional + fill.Fee;

    private static decimal Sold(in FillEstimate fill) => fill.Notional - fill.Fee;
}

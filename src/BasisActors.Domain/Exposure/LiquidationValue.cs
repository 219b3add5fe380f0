using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Exposure;

/// <summary>
/// What would be left of a book if everything were closed now, in share-class currency: coins sold and perpetuals bought back at the run's fees and slippage,
/// staked tokens sold at their market rate less the swap, a loop repaid by a flash loan out of the sale of its whole collateral (domain reference §5.4),
/// supplies withdrawn. In a dollar book the ETH that comes of it is sold on the spot exchange. Every step on the chain pays its gas. Claims in a queue and
/// money under way count at face value, and cash stays where it is.
/// </summary>
public sealed class LiquidationValue
{
    private const string FlashLender = "morpho";

    private readonly RunConfiguration _configuration;
    private readonly UnitPricing _pricing;
    private readonly TradingCosts _costs;
    private readonly IMarketData _market;
    private readonly int _ether;
    private readonly bool _inEther;

    /// <param name="configuration">Venues and share class.</param>
    /// <param name="pricing">Prices of the book's units.</param>
    /// <param name="costs">The run's cost model.</param>
    /// <param name="market">Market rates of staked tokens.</param>
    public LiquidationValue(RunConfiguration configuration, UnitPricing pricing, TradingCosts costs, IMarketData market)
    {
        (_configuration, _pricing, _costs, _market) = (configuration, pricing, costs, market);
        _ether = market.Find(ReferenceSeries.EthUsdt);
        _inEther = configuration.ShareClass == ShareClass.Eth;
    }

    /// <returns>
    /// Share-class currency; under a cost model without costs it differs from equity by the distance of market and oracle rate alone. A loop whose collateral
    /// sells for less than its debt counts with what is missing.
    /// </returns>
    /// <exception cref="Errors.BasisException">EXP-003 when a price is not known; VIM-001 when a venue that closing needs is not enabled.</exception>
    public decimal Of(Book book, in MarketSnapshot snapshot)
    {
        decimal value = 0, ether = 0;
        foreach (var account in book.Chart.Accounts)
        {
            var balance = book[account.Index];
            if (account.IsOwn && balance != 0)
                value += Proceeds(account, balance, snapshot, ref ether);
        }

        foreach (var receivable in book.Receivables)
        {
            if (receivable.Held.Type == PositionType.Claim)
                value -= Gas(Operation.UnstakeClaim, snapshot);
        }

        return value + OfEther(ether, snapshot);
    }

    /// <summary>What an account brings in share-class currency; ETH that reaches the wallet is added up apart, for it is sold in one order.</summary>
    private decimal Proceeds(Account account, decimal balance, in MarketSnapshot snapshot, ref decimal ether)
    {
        var (key, unit) = (account.Key, account.Unit);
        var token = _pricing.Chart.Units[unit].Name;
        var price = _pricing.At(snapshot, unit).Price;
        var marked = Amount.Value(balance, price);
        switch (account.Role)
        {
            case AccountRole.Underlying when key == AavePositions.Debt:
                ether += balance - Amount.Round(-balance * _configuration.Venue(FlashLender).FlashFee);
                return 0;

            case AccountRole.Underlying when LiquidStakingToken.Find(token) is { } staked:
                ether += Sale(staked, balance, snapshot);
                return -Gas(Operation.AtomicDeleverageAave, snapshot);

            case AccountRole.Underlying when key.Type == PositionType.AToken && token == "WETH":
                ether += balance;
                return -Gas(Operation.AaveWithdraw, snapshot) - Gas(Operation.UnwrapWeth, snapshot);

            case AccountRole.Underlying when key.Type == PositionType.AToken:
                return marked - Gas(Operation.AaveWithdraw, snapshot);

            case AccountRole.Quantity when key.Type == PositionType.Perp:
                var venue = _configuration.Venue(key.Venue);
                return balance < 0 ? -Bought(_costs.Perp(venue, Side.Buy, -balance, price)) : Sold(_costs.Perp(venue, Side.Sell, balance, price));

            case AccountRole.Quantity when key.Type == PositionType.Lst:
                ether += Sale(LiquidStakingToken.Find(token)!, balance, snapshot);
                return -Gas(Operation.Swap, snapshot);

            case AccountRole.Quantity when key.Type == PositionType.BaseToken:
                return OfToken(key, token, balance, price, snapshot, ref ether);

            default:
                return marked;
        }
    }

    private decimal OfToken(PositionKey key, string token, decimal balance, decimal price, in MarketSnapshot snapshot, ref decimal ether)
    {
        if (key.Venue == "wallet" && token is "ETH" or "WETH")
        {
            ether += balance;
            return token == "WETH" ? -Gas(Operation.UnwrapWeth, snapshot) : 0;
        }

        if (ReferenceSeries.RewardPool(token) is { } pool)
        {
            var (rate, dollars) = (snapshot.Value(_market.Find(pool)), snapshot.Value(_ether));
            var sale = _inEther
                ? _costs.Swap(_configuration.Venue(pool.Venue), token, balance, rate, dollars)
                : _costs.Swap(_configuration.Venue(pool.Venue), token, balance, Amount.Round(rate * dollars), 1);
            return sale.Notional - Gas(Operation.Swap, snapshot);
        }

        return token == "USDT" || token == _configuration.Currency
            ? Amount.Value(balance, price)
            : Sold(_costs.Spot(_configuration.Venue(key.Venue), Side.Sell, balance, price));
    }

    /// <summary>In an ETH book it is cash. In a dollar book it is sent to the spot exchange and sold in one order; what is missing counts at the spot price.</summary>
    private decimal OfEther(decimal ether, in MarketSnapshot snapshot)
    {
        if (_inEther || ether == 0)
            return ether;
        var price = snapshot.Value(ReferenceSeries.FindSpot(_market, _configuration.SpotVenue, "ETHUSDT"));
        return ether < 0
            ? Amount.Value(ether, price)
            : Sold(_costs.Spot(_configuration.Venue(_configuration.SpotVenue), Side.Sell, ether, price)) - Gas(Operation.TransferToCex, snapshot);
    }

    /// <summary>ETH that a sale of staked tokens brings.</summary>
    private decimal Sale(LiquidStakingToken token, decimal quantity, in MarketSnapshot snapshot) => _costs.Swap(
        _configuration.Venue(token.Exchange), token.Symbol, quantity, snapshot.Value(_market.Find(token.MarketRate)), snapshot.Value(_ether)).Notional;

    private decimal Gas(Operation operation, in MarketSnapshot snapshot) => _costs.Gas(OperationCatalogue.Of(operation).GasUnits, snapshot).Cost;

    private static decimal Bought(in FillEstimate fill) => fill.Notional + fill.Fee;

    private static decimal Sold(in FillEstimate fill) => fill.Notional - fill.Fee;
}

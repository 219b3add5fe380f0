using BasisActors.Domain.Configuration;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Ledger;

/// <summary>Where a book keeps a loan of WETH against one staked token, and what it comes to in ETH at oracle rates.</summary>
public sealed class LendingBalances
{
    private readonly ReserveParameters _parameters;
    private readonly int _rate, _supplyIndex, _borrowIndex;

    private LendingBalances(string token, ReserveParameters parameters, ChartOfAccounts chart, IMarketData market)
    {
        var supply = AavePositions.Supply(token);
        _parameters = parameters;
        (CollateralScaled, CollateralUnderlying) = (chart.Own(supply), chart.Own(supply, AccountRole.Underlying));
        (DebtScaled, DebtUnderlying) = (chart.Own(AavePositions.Debt), chart.Own(AavePositions.Debt, AccountRole.Underlying));
        _rate = market.Find(LiquidStakingToken.Find(token)!.OracleRate);
        _supplyIndex = market.Find(new SeriesKey(SeriesKind.LiquidityIndex, AavePositions.Venue, token));
        _borrowIndex = market.Find(new SeriesKey(SeriesKind.BorrowIndex, AavePositions.Venue, "WETH"));
    }

    public int CollateralScaled { get; }

    public int CollateralUnderlying { get; }

    public int DebtScaled { get; }

    /// <summary>Negative: what is owed.</summary>
    public int DebtUnderlying { get; }

    /// <summary>The balances of a run that borrows; null for one that does not.</summary>
    public static LendingBalances? Of(RunConfiguration configuration, ChartOfAccounts chart, IMarketData market)
    {
        if (configuration is not { Staking: { Supplied: true } staking, LendingMarket: { } lending } || !chart.IsDeclared(AavePositions.Debt))
            return null;
        var token = staking.Token.Symbol;
        return new LendingBalances(token, lending.For(token, "WETH"), chart, market);
    }

    /// <summary>Collateral and debt in ETH.</summary>
    public LendingAccount Account(Book book, in MarketSnapshot snapshot)
    {
        var collateral = book[CollateralUnderlying];
        return new LendingAccount(collateral == 0 ? 0 : Amount.Value(collateral, Rate(snapshot)), -book[DebtUnderlying], _parameters);
    }

    /// <summary>ETH per staked token by the oracle.</summary>
    public decimal Rate(in MarketSnapshot snapshot) => snapshot.Value(_rate);

    public decimal SupplyIndex(in MarketSnapshot snapshot) => snapshot.Value(_supplyIndex);

    public decimal BorrowIndex(in MarketSnapshot snapshot) => snapshot.Value(_borrowIndex);
}

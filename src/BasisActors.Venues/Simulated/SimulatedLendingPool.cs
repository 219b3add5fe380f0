using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Lending;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Venues.Simulated;

/// <summary>
/// One account at Aave v3, kept as Aave does: scaled balances that only operations and liquidations change. A loan is WETH against one staked token; borrowing is
/// held to the maximum loan-to-value, withdrawals to a health factor of 1 (domain reference §5.5).
/// </summary>
internal sealed class SimulatedLendingPool
{
    private const decimal YearSeconds = 365 * 86_400m;

    private readonly IMarketData _market;
    private readonly ImmutableSortedDictionary<string, RateCurve>? _ownSize;
    private readonly LentBalance[] _balances;
    private readonly LentBalance? _debt;

    public SimulatedLendingPool(RunConfiguration configuration, IMarketData market)
    {
        (_market, _ownSize) = (market, configuration.OwnSize);
        _balances = [.. configuration.PositionSubscriptions.Where(p => p.Type is PositionType.AToken or PositionType.DebtToken).Distinct().Order()
            .Select(p => new LentBalance(p, configuration.LendingMarket, market))];
        _debt = Find(AavePositions.Debt);
    }

    /// <summary>Scaled balances, in the order of their keys.</summary>
    public IEnumerable<Delta> Scaled => _balances.Select(b => new Delta(b.Key, b.Scaled));

    public bool Knows(PositionKey position) => Find(position) is not null;

    public decimal Balance(PositionKey position, in MarketSnapshot snapshot) => Known(position).Underlying(snapshot);

    /// <summary>Supplies or borrows.</summary>
    /// <returns>The scaled balance gained.</returns>
    public decimal Add(PositionKey position, decimal amount, in MarketSnapshot snapshot) => Known(position).Add(amount, snapshot);

    /// <summary>True when an amount can be taken. Who asks has rounded the balance in his own order, so the last decimals do not count.</summary>
    public bool Has(PositionKey position, decimal amount, in MarketSnapshot snapshot) =>
        Balance(position, snapshot) is var all && (amount <= all || Reconciliation.Agrees(amount, all));

    /// <summary>Withdraws or repays; all of it when the amount is the whole balance.</summary>
    /// <returns>The scaled balance given up.</returns>
    public decimal Take(PositionKey position, decimal amount, in MarketSnapshot snapshot) => Known(position).Take(amount, snapshot);

    /// <summary>Health factor after a change of collateral (tokens) and debt (WETH); null without debt.</summary>
    /// <param name="token">The collateral.</param>
    /// <param name="collateralChange">Tokens, positive adds.</param>
    /// <param name="debtChange">WETH, positive adds.</param>
    /// <param name="snapshot">Rates and indexes.</param>
    /// <param name="loanToValue">Debt over collateral then; 1 or more without collateral.</param>
    public decimal? HealthFactorAfter(string token, decimal collateralChange, decimal debtChange, in MarketSnapshot snapshot, out decimal loanToValue)
    {
        var supply = Known(AavePositions.Supply(token));
        var collateral = Math.Max(0, supply.Underlying(snapshot) + collateralChange) * supply.Rate(snapshot);
        var debt = (_debt?.Underlying(snapshot) ?? 0) + debtChange;
        loanToValue = debt <= 0 ? 0 : collateral <= 0 ? 1 : debt / collateral;
        return debt <= 0 ? null : collateral * supply.Parameters.LiquidationThreshold / debt;
    }

    public decimal MaxLoanToValue(string token) => Known(AavePositions.Supply(token)).Parameters.MaxLtv;

    /// <summary>ETH for one staked token by the oracle.</summary>
    public decimal Rate(string token, in MarketSnapshot snapshot) => snapshot.Value(_market.Find(LiquidStakingToken.Find(token)!.OracleRate));

    /// <summary>What the account's own size costs it in the step that ends now, where that is modelled: the reserve's rates with it less those without it.</summary>
    public void Charge(DateTimeOffset timestamp)
    {
        if (_ownSize is null)
            return;
        var snapshot = _market.At(timestamp);
        var charges = new decimal[_balances.Length];
        for (var i = 0; i < charges.Length; i++)
        {
            var balance = _balances[i];
            if (balance.Scaled == 0 || !_ownSize.TryGetValue(balance.Token, out var curve))
                continue;
            var (debt, supply) = (Held(new PositionKey(balance.Key.Venue, PositionType.DebtToken, "debt" + balance.Token), snapshot), Held(AavePositions.Supply(balance.Token), snapshot));
            var (borrowed, supplied) = (Total(SeriesKind.TotalBorrowed, balance.Token, snapshot), Total(SeriesKind.TotalSupplied, balance.Token, snapshot));
            var change = Rate(curve, borrowed + debt, supplied + supply, balance.IsSupply) - Rate(curve, borrowed, supplied, balance.IsSupply);
            charges[i] = Amount.Round(balance.Scaled * change * _market.StepSeconds / YearSeconds);
        }

        for (var i = 0; i < charges.Length; i++)
            _balances[i].Scaled += charges[i];
    }

    /// <summary>A liquidator repays half of the debt, or all of it at a health factor of 0.95 or less, and takes as much collateral with a bonus.</summary>
    public void Liquidate(DateTimeOffset timestamp)
    {
        if (_debt is not { Scaled: not 0 })
            return;
        var snapshot = _market.At(timestamp);
        foreach (var supply in _balances)
        {
            if (!supply.IsSupply || supply.Scaled <= 0)
                continue;
            var (owed, supplied, rate) = (_debt.Underlying(snapshot), supply.Underlying(snapshot), supply.Rate(snapshot));
            var backed = supplied * rate * supply.Parameters.LiquidationThreshold;
            if (backed >= owed)
                continue; // a health factor of 1 or more, asked at every tick and so not divided
            var bonus = 1 + supply.Parameters.LiquidationBonus;
            var collateral = Amount.Value(supplied, rate);
            var repaid = backed / owed > 0.95m ? owed * 0.5m : owed;
            var seized = repaid * bonus;
            if (seized > collateral)
                (repaid, seized) = (collateral / bonus, collateral);
            _debt.Take(repaid >= owed ? owed : Amount.Round(repaid), snapshot);
            supply.Take(seized >= collateral ? supplied : Amount.Round(seized / rate), snapshot);
        }
    }

    private static decimal Rate(RateCurve curve, decimal borrowed, decimal supplied, bool isSupply)
    {
        var used = supplied == 0 ? 0 : borrowed / supplied;
        var gentle = Math.Min(used, curve.OptimalUtilisation) / curve.OptimalUtilisation;
        var steep = Math.Max(0, used - curve.OptimalUtilisation) / (1 - curve.OptimalUtilisation);
        var paid = curve.Base + curve.Slope1 * gentle + curve.Slope2 * steep;
        return isSupply ? paid * used * (1 - curve.ReserveFactor) : paid;
    }

    private LentBalance? Find(PositionKey position)
    {
        foreach (var balance in _balances)
        {
            if (balance.Key == position)
                return balance;
        }

        return null;
    }

    private LentBalance Known(PositionKey position) => Find(position) ?? throw new KeyNotFoundException($"{position} is not among the lending positions of the run.");

    private decimal Held(PositionKey position, in MarketSnapshot snapshot) => Find(position)?.Underlying(snapshot) ?? 0;

    private decimal Total(SeriesKind kind, string token, in MarketSnapshot snapshot) => snapshot.Value(_market.Find(new SeriesKey(kind, AavePositions.Venue, token)));
}

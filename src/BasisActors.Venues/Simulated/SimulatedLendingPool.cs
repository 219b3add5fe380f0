using System.Collections.Immutable;
using BasisActors.Domain.Configuration;
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
    private readonly LendingMarketParameters? _parameters;
    private readonly SortedDictionary<PositionKey, decimal> _scaled = [];
    private readonly PositionKey[] _supplies;
    private readonly ImmutableSortedDictionary<string, RateCurve>? _ownSize;

    public SimulatedLendingPool(RunConfiguration configuration, IMarketData market)
    {
        (_market, _parameters, _ownSize) = (market, configuration.LendingMarket, configuration.OwnSize);
        foreach (var key in configuration.PositionSubscriptions.Where(p => p.Type is PositionType.AToken or PositionType.DebtToken))
            _scaled[key] = 0;
        _supplies = [.. _scaled.Keys.Where(k => k.Type == PositionType.AToken)];
    }

    public IEnumerable<KeyValuePair<PositionKey, decimal>> Scaled => _scaled;

    public bool Knows(PositionKey position) => _scaled.ContainsKey(position);

    public decimal Balance(PositionKey position, in MarketSnapshot snapshot) => Amount.Round(_scaled[position] * Index(position, snapshot));

    /// <summary>Supplies or borrows.</summary>
    /// <returns>The scaled balance gained.</returns>
    public decimal Add(PositionKey position, decimal amount, in MarketSnapshot snapshot)
    {
        var scaled = Amount.Round(amount / Index(position, snapshot));
        _scaled[position] += scaled;
        return scaled;
    }

    /// <summary>True when an amount can be taken. Who asks has rounded the balance in his own order, so the last decimals do not count.</summary>
    public bool Has(PositionKey position, decimal amount, in MarketSnapshot snapshot) =>
        Balance(position, snapshot) is var all && (amount <= all || Reconciliation.Agrees(amount, all));

    /// <summary>Withdraws or repays; all of it when the amount is the whole balance.</summary>
    /// <returns>The scaled balance given up.</returns>
    public decimal Take(PositionKey position, decimal amount, in MarketSnapshot snapshot)
    {
        var scaled = Reconciliation.Agrees(amount, Balance(position, snapshot)) ? _scaled[position] : Amount.Round(amount / Index(position, snapshot));
        _scaled[position] -= scaled;
        return scaled;
    }

    /// <summary>Health factor after a change of collateral (tokens) and debt (WETH); null without debt.</summary>
    /// <param name="token">The collateral.</param>
    /// <param name="collateralChange">Tokens, positive adds.</param>
    /// <param name="debtChange">WETH, positive adds.</param>
    /// <param name="snapshot">Rates and indexes.</param>
    /// <param name="loanToValue">Debt over collateral then; 1 or more without collateral.</param>
    public decimal? HealthFactorAfter(string token, decimal collateralChange, decimal debtChange, in MarketSnapshot snapshot, out decimal loanToValue)
    {
        var collateral = Math.Max(0, Balance(AavePositions.Supply(token), snapshot) + collateralChange) * Rate(token, snapshot);
        var debt = (Knows(AavePositions.Debt) ? Balance(AavePositions.Debt, snapshot) : 0) + debtChange;
        loanToValue = debt <= 0 ? 0 : collateral <= 0 ? 1 : debt / collateral;
        return debt <= 0 ? null : collateral * Parameters(token).LiquidationThreshold / debt;
    }

    public decimal MaxLoanToValue(string token) => Parameters(token).MaxLtv;

    /// <summary>ETH for one staked token by the oracle.</summary>
    public decimal Rate(string token, in MarketSnapshot snapshot) => snapshot.Value(_market.Find(LiquidStakingToken.Find(token)!.OracleRate));

    /// <summary>What the account's own size costs it in the step that ends now, where that is modelled: the reserve's rates with it less those without it.</summary>
    public void Charge(DateTimeOffset timestamp)
    {
        if (_ownSize is null)
            return;
        var snapshot = _market.At(timestamp);
        var charges = new List<(PositionKey Position, decimal Scaled)>();
        foreach (var (position, scaled) in _scaled)
        {
            if (scaled == 0 || !_ownSize.TryGetValue(ChartOfAccounts.Underlying(position), out var curve))
                continue;
            var token = ChartOfAccounts.Underlying(position);
            var (debt, supply) = (Held(new PositionKey(position.Venue, PositionType.DebtToken, "debt" + token), snapshot), Held(AavePositions.Supply(token), snapshot));
            var (borrowed, supplied) = (Total(SeriesKind.TotalBorrowed, token, snapshot), Total(SeriesKind.TotalSupplied, token, snapshot));
            var isSupply = position.Type == PositionType.AToken;
            var change = Rate(curve, borrowed + debt, supplied + supply, isSupply) - Rate(curve, borrowed, supplied, isSupply);
            charges.Add((position, Amount.Round(scaled * change * _market.StepSeconds / YearSeconds)));
        }

        foreach (var (position, change) in charges)
            _scaled[position] += change;
    }

    /// <summary>A liquidator repays half of the debt, or all of it at a health factor of 0.95 or less, and takes as much collateral with a bonus.</summary>
    public void Liquidate(DateTimeOffset timestamp)
    {
        if (!_scaled.TryGetValue(AavePositions.Debt, out var owedScaled) || owedScaled == 0)
            return;
        var snapshot = _market.At(timestamp);
        foreach (var supply in _supplies)
        {
            if (_scaled[supply] <= 0)
                continue;
            var token = ChartOfAccounts.Underlying(supply);
            var health = HealthFactorAfter(token, 0, 0, snapshot, out _);
            if (!(health < 1))
                continue;
            var bonus = 1 + Parameters(token).LiquidationBonus;
            var (owed, rate) = (Balance(AavePositions.Debt, snapshot), Rate(token, snapshot));
            var collateral = Amount.Value(Balance(supply, snapshot), rate);
            var repaid = health > 0.95m ? owed * 0.5m : owed;
            var seized = repaid * bonus;
            if (seized > collateral)
                (repaid, seized) = (collateral / bonus, collateral);
            Take(AavePositions.Debt, repaid >= owed ? owed : Amount.Round(repaid), snapshot);
            Take(supply, seized >= collateral ? Balance(supply, snapshot) : Amount.Round(seized / rate), snapshot);
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

    private decimal Held(PositionKey position, in MarketSnapshot snapshot) => Knows(position) ? Balance(position, snapshot) : 0;

    private decimal Total(SeriesKind kind, string token, in MarketSnapshot snapshot) => snapshot.Value(_market.Find(new SeriesKey(kind, AavePositions.Venue, token)));

    private ReserveParameters Parameters(string token) => _parameters!.For(token, "WETH");

    private decimal Index(PositionKey position, in MarketSnapshot snapshot) => snapshot.Value(_market.Find(new SeriesKey(
        position.Type == PositionType.AToken ? SeriesKind.LiquidityIndex : SeriesKind.BorrowIndex, position.Venue, ChartOfAccounts.Underlying(position))));
}

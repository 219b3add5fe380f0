using BasisActors.Domain.Configuration;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;
using BasisActors.Domain.Staking;

namespace BasisActors.Domain.Strategies;

/// <summary>
/// Sells reward tokens into share-class currency once they are worth their gas many times over and are either large or old (domain reference §2, common rules;
/// S-081; ADR 0010).
/// </summary>
internal sealed class RewardDust
{
    private const string Pools = "uniswap";

    /// <summary>A sale must be worth this many times its gas.</summary>
    public const decimal GasMultiple = 100m;

    private static readonly TimeSpan Old = TimeSpan.FromDays(7);

    private readonly StrategySetup _setup;
    private readonly VenueSettings _venue;
    private readonly decimal _share;
    private readonly Token[] _tokens;

    private RewardDust(StrategySetup setup, StakingSettings staking)
    {
        _setup = setup;
        _venue = setup.Configuration.Venue(Pools);
        _share = staking.DustShare;
        _tokens = [.. RewardTokens.All.Select(t => new Token(t, setup.Chart.Own(RewardTokens.Wallet(t)), setup.Market.Find(ReferenceSeries.RewardPool(t)!.Value)))];
    }

    /// <summary>Null for a mode that receives none.</summary>
    public static RewardDust? Of(StrategySetup setup) =>
        setup.Configuration.Staking is { SeasonalRewards: true } staking ? new RewardDust(setup, staking) : null;

    public bool IsWorthSelling(in StrategyInput input)
    {
        if (input.Dust is not { } dust)
            return false;
        decimal value = 0;
        var swaps = 0;
        foreach (var token in _tokens)
        {
            if (Quote(token, input) is not { } mid)
                continue;
            value += Amount.Value(input.Book[token.Account], mid);
            swaps++;
        }

        return swaps > 0
            && value >= GasMultiple * swaps * _setup.Costs.Gas(OperationCatalogue.Of(Operation.Swap).GasUnits, input.Snapshot).Cost
            && (value >= _share * input.Exposure.Equity || input.Snapshot.Timestamp - dust.Since >= Old);
    }

    /// <summary>One swap for each token that is worth one, in one block.</summary>
    public Plan Sell(Decision decision, in StrategyInput input)
    {
        var blocks = new BlockBuilder(_setup, input.Tick, decision.Action, input.Snapshot);
        foreach (var token in _tokens)
        {
            if (Quote(token, input) is not { } mid)
                continue;
            var amount = input.Book[token.Account];
            var fill = _setup.Costs.Swap(_venue, token.Symbol, amount, mid, _setup.Configuration.ShareClass == ShareClass.Eth ? _setup.EtherPrice(input.Snapshot) : 1);
            blocks.Swap(_venue.Name, token.Symbol, _setup.Configuration.Currency, amount, fill, 1);
        }

        blocks.Close();
        var steps = blocks.Build();
        return new Plan
        {
            Action = decision.Action,
            Change = decision.Change,
            Reason = decision.Reason,
            Gaps = PositionGaps.Of(steps, input.Book),
            Blocks = steps,
        };
    }

    /// <summary>Share-class currency for one token on its pool; null when there is none to sell, too little, or no fresh price.</summary>
    private decimal? Quote(in Token token, in StrategyInput input)
    {
        var amount = input.Book[token.Account];
        if (amount == 0 || token.Pool < 0 || input.Snapshot.IsOverdue(token.Pool))
            return null;
        var rate = input.Snapshot.Value(token.Pool);
        var mid = _setup.Configuration.ShareClass == ShareClass.Eth ? rate : Amount.Round(rate * _setup.EtherPrice(input.Snapshot));
        return Amount.Value(amount, mid) >= _setup.FromUsd(_venue.MinTradeSizeUsd, input.Snapshot) ? mid : null;
    }

    private readonly record struct Token(string Symbol, int Account, int Pool);
}

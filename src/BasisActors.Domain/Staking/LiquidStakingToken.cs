using BasisActors.Domain.Market;

namespace BasisActors.Domain.Staking;

/// <summary>A liquid staking token: who mints it, where its rate and its market price come from (domain reference §1, §7.1).</summary>
/// <param name="Symbol">weETH, wstETH.</param>
/// <param name="Protocol">The venue that mints it and runs its withdrawal queue.</param>
/// <param name="Exchange">The venue that trades it against ETH.</param>
public sealed record LiquidStakingToken(string Symbol, string Protocol, string Exchange)
{
    private static readonly LiquidStakingToken[] Known = [new("weETH", "etherfi", "curve"), new("wstETH", "lido", "uniswap")];

    /// <summary>ETH per token by the lending oracle: for minting, collateral and carrying value.</summary>
    public SeriesKey OracleRate { get; } = new(SeriesKind.LstRate, "aave_v3", Symbol);

    /// <summary>ETH per token on the market: for any sale.</summary>
    public SeriesKey MarketRate { get; } = new(SeriesKind.LstMarket, Exchange, Symbol);

    public static LiquidStakingToken? Find(string symbol)
    {
        foreach (var token in Known)
        {
            if (token.Symbol == symbol)
                return token;
        }

        return null;
    }
}

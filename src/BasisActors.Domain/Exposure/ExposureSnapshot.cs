using System.Collections.Immutable;

namespace BasisActors.Domain.Exposure;

/// <summary>Net holding of one asset.</summary>
/// <param name="Asset">BTC, ETH.</param>
/// <param name="Spot">Units held outright, staked tokens by their rate, debt subtracted.</param>
/// <param name="Perp">Σ signed perpetual size; negative is short.</param>
/// <param name="Price">Spot price in share-class currency; 0 when nothing is held.</param>
public readonly record struct AssetExposure(string Asset, decimal Spot, decimal Perp, decimal Price)
{
    /// <summary>The part of <see cref="Spot"/> that lies on the chain: wallet, staked tokens, collateral less debt, claims.</summary>
    public decimal OnChain { get; init; }

    /// <summary>Net units: what one unit of price change costs or earns.</summary>
    public decimal Delta => Spot + Perp;

    /// <summary>Size of the short, positive.</summary>
    public decimal Short => Perp < 0 ? -Perp : 0;
}

/// <summary>What the book is worth and which way it leans at one timestamp (domain reference §3.3, §5.7). Amounts in share-class currency.</summary>
/// <param name="Timestamp">The tick's time.</param>
/// <param name="SnapshotId">The market snapshot it was valued at.</param>
/// <param name="Equity">Assets − debts + unrealised perpetual P&amp;L.</param>
/// <param name="TotalDeployed">Value of everything that is not idle share-class currency: lent tokens less debt, staked tokens, spot assets.</param>
/// <param name="GrossPerpNotional">Σ |size| × mark over all venues.</param>
/// <param name="Assets">Net holdings, one per asset of the chart, never summed across assets.</param>
public sealed record ExposureSnapshot(
    DateTimeOffset Timestamp, int SnapshotId, decimal Equity, decimal TotalDeployed, decimal GrossPerpNotional, ImmutableArray<AssetExposure> Assets)
{
    public AssetExposure Asset(string name)
    {
        foreach (var asset in Assets)
        {
            if (asset.Asset == name)
                return asset;
        }

        return new AssetExposure(name, 0, 0, 0);
    }
}

using System.Runtime.InteropServices;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Market;
using BasisActors.Domain.Numerics;

namespace BasisActors.Domain.Exposure;

/// <summary>Values a book at a snapshot.</summary>
public sealed class ExposureCalculator
{
    private readonly UnitPricing _pricing;
    private readonly ChartOfAccounts _chart;
    private readonly string[] _assets;
    private readonly int[] _assetOf;

    public ExposureCalculator(UnitPricing pricing)
    {
        _pricing = pricing;
        _chart = pricing.Chart;
        _assets = [.. Enumerable.Range(0, _chart.Units.Length).Select(pricing.Asset).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        _assetOf = [.. _chart.Accounts.Take(_chart.OwnCount).Select(a => Array.IndexOf(_assets, pricing.Asset(a.Unit) ?? ""))];
    }

    /// <summary>Value of one account at a snapshot in share-class currency, rounded as the books are.</summary>
    public decimal ValueOf(Book book, int account, in MarketSnapshot snapshot)
    {
        var balance = book[account];
        return balance == 0 ? 0 : Amount.Value(balance, _pricing.At(snapshot, _chart.Accounts[account].Unit).Price);
    }

    /// <exception cref="BasisException">EXP-003 when a held unit has no price.</exception>
    public ExposureSnapshot Calculate(Book book, in MarketSnapshot snapshot)
    {
        decimal equity = 0, deployed = 0, perpNotional = 0;
        Span<Holding> held = stackalloc Holding[_assets.Length];
        for (var i = 0; i < _chart.OwnCount; i++)
        {
            var balance = book[i];
            if (balance == 0)
                continue;
            var account = _chart.Accounts[i];
            var price = _pricing.At(snapshot, account.Unit);
            var value = Amount.Value(balance, price.Price);
            equity += value;
            if (account.Role == AccountRole.Underlying)
                deployed += value;
            if (_assetOf[i] < 0)
                continue;
            ref var asset = ref held[_assetOf[i]];
            asset.Price = price.Spot;
            if (account.Key.Type == PositionType.Perp)
            {
                perpNotional += Math.Abs(value);
                asset.Perp += balance;
                continue;
            }

            if (account.Role == AccountRole.Quantity && !_pricing.IsCash(account.Unit))
                deployed += value;
            var units = price.Rate == 1 ? balance : Amount.Round(balance * price.Rate);
            asset.Spot += units;
            if (account.Key.IsOnChain)
                asset.OnChain += units;
        }

        var assets = new AssetExposure[_assets.Length];
        for (var i = 0; i < assets.Length; i++)
            assets[i] = new AssetExposure(_assets[i], held[i].Spot, held[i].Perp, held[i].Price) { OnChain = held[i].OnChain };
        return new ExposureSnapshot(snapshot.Timestamp, snapshot.Id, equity, deployed, perpNotional, ImmutableCollectionsMarshal.AsImmutableArray(assets));
    }

    /// <summary>What has been added up of one asset.</summary>
    private struct Holding
    {
        public decimal Spot, Perp, OnChain, Price;
    }
}

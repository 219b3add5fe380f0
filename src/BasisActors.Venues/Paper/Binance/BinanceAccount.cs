using BasisActors.Domain.Numerics;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>Private reads of an account: balances of both wallets, positions, tiers; and its leverage.</summary>
internal sealed class BinanceAccount(PaperExchange exchange)
{
    /// <summary>USDT; more than anybody holds here.</summary>
    private const decimal LargestPosition = 1_000_000_000m;

    public WireAnswer Spot(BinanceArguments arguments, string key)
    {
        var view = exchange.Account(key);
        var skipsNothing = !arguments.Flag("omitZeroBalances");
        var coins = exchange.Terms.Instruments.Select(i => i.Base).Distinct(StringComparer.Ordinal).Select(c => (Coin: c, Free: view.Coins.GetValueOrDefault(c)))
            .Append((Coin: PaperAccount.Quote, Free: view.Cash - view.MarginCash));
        var rate = exchange.Terms.TakerFee(Product.Spot);
        return BinanceReply.Object(json =>
        {
            json.WriteStartObject("commissionRates");
            foreach (var name in new[] { "maker", "taker" })
                json.Number(name, rate);
            json.Number("buyer", 0m);
            json.Number("seller", 0m);
            json.WriteEndObject();
            foreach (var (name, value) in new[] { ("makerCommission", rate), ("takerCommission", rate), ("buyerCommission", 0m), ("sellerCommission", 0m) })
                json.WriteNumber(name, (int)(value * 10_000m)); // whole basis points
            json.WriteBoolean("canTrade", true);
            json.WriteBoolean("canWithdraw", false);
            json.WriteBoolean("canDeposit", false);
            json.WriteBoolean("brokered", false);
            json.WriteBoolean("requireSelfTradePrevention", false);
            json.WriteBoolean("preventSor", false);
            json.Moment("updateTime", view.At);
            json.WriteString("accountType", "SPOT");
            json.WriteStartArray("permissions");
            json.WriteStringValue("SPOT");
            json.WriteEndArray();
            json.List("balances", coins.Where(c => skipsNothing || c.Free != 0), coin =>
            {
                json.WriteString("asset", coin.Coin);
                json.Number("free", coin.Free);
                json.Number("locked", 0m);
            });
        });
    }

    public WireAnswer Permissions() => BinanceReply.Object(json =>
    {
        var keys = exchange.Terms.Keys;
        json.WriteBoolean("ipRestrict", keys.IsBoundToAddresses);
        json.Moment("createTime", DateTimeOffset.UnixEpoch);
        json.WriteBoolean("enableReading", true);
        json.WriteBoolean("enableWithdrawals", keys.Withdraws);
        json.WriteBoolean("enableInternalTransfer", false);
        json.WriteBoolean("enableMargin", false);
        json.WriteBoolean("enableFutures", keys.TradesPerpetuals);
        json.WriteBoolean("permitsUniversalTransfer", keys.MovesMargin);
        json.WriteBoolean("enableVanillaOptions", false);
        json.WriteBoolean("enableFixApiTrade", false);
        json.WriteBoolean("enableFixReadOnly", false);
        json.WriteBoolean("enableSpotAndMarginTrading", keys.TradesSpot);
        json.WriteBoolean("enablePortfolioMarginTrading", false);
    });

    public WireAnswer Futures(string key)
    {
        var view = exchange.Account(key);
        return BinanceReply.Object(json =>
        {
            json.Number("totalInitialMargin", Amount.Round(view.InitialMargin));
            json.Number("totalMaintMargin", Amount.Round(view.MaintenanceMargin));
            json.Number("totalWalletBalance", view.MarginCash);
            json.Number("totalUnrealizedProfit", view.Unrealised);
            json.Number("totalMarginBalance", view.MarginCash + view.Unrealised);
            json.Number("totalPositionInitialMargin", Amount.Round(view.InitialMargin));
            json.Number("totalOpenOrderInitialMargin", 0m);
            json.Number("totalCrossWalletBalance", view.MarginCash);
            json.Number("totalCrossUnPnl", view.Unrealised);
            json.Number("availableBalance", Available(view));
            json.Number("maxWithdrawAmount", Math.Max(0m, view.SpareMargin));
            json.List("assets", [view], _ =>
            {
                json.WriteString("asset", PaperAccount.Quote);
                json.Number("walletBalance", view.MarginCash);
                json.Number("unrealizedProfit", view.Unrealised);
                json.Number("marginBalance", view.MarginCash + view.Unrealised);
                json.Number("maintMargin", Amount.Round(view.MaintenanceMargin));
                json.Number("initialMargin", Amount.Round(view.InitialMargin));
                json.Number("positionInitialMargin", Amount.Round(view.InitialMargin));
                json.Number("openOrderInitialMargin", 0m);
                json.Number("crossWalletBalance", view.MarginCash);
                json.Number("crossUnPnl", view.Unrealised);
                json.Number("availableBalance", Available(view));
                json.Number("maxWithdrawAmount", Math.Max(0m, view.SpareMargin));
                json.Moment("updateTime", view.At);
            });
            json.List("positions", Open(view), position =>
            {
                json.WriteString("symbol", position.Symbol);
                json.WriteString("positionSide", "BOTH");
                json.Number("positionAmt", position.Position.Size);
                json.Number("unrealizedProfit", position.Unrealised);
                json.Number("isolatedMargin", 0m);
                json.Number("notional", position.Position.Size * position.Mark);
                json.Number("isolatedWallet", 0m);
                json.Number("initialMargin", Amount.Round(position.InitialMargin));
                json.Number("maintMargin", Amount.Round(position.MaintenanceMargin));
                json.Moment("updateTime", position.Updated ?? view.At);
            });
        });
    }

    public WireAnswer FuturesBalance(string key)
    {
        var view = exchange.Account(key);
        return BinanceReply.List([view], (json, _) =>
        {
            json.WriteString("accountAlias", "paper");
            json.WriteString("asset", PaperAccount.Quote);
            json.Number("balance", view.MarginCash);
            json.Number("crossWalletBalance", view.MarginCash);
            json.Number("crossUnPnl", view.Unrealised);
            json.Number("availableBalance", Available(view));
            json.Number("maxWithdrawAmount", Math.Max(0m, view.SpareMargin));
            json.WriteBoolean("marginAvailable", true);
            json.Moment("updateTime", view.At);
        });
    }

    /// <summary>Only open ones, also when a symbol is given.</summary>
    public WireAnswer Positions(BinanceArguments arguments, string key)
    {
        var view = exchange.Account(key);
        var symbol = arguments["symbol"].Length > 0 ? arguments.Instrument(exchange.Terms, Product.Perpetual).Symbol : "";
        return BinanceReply.List(Open(view).Where(p => symbol.Length == 0 || p.Symbol == symbol), (json, position) =>
        {
            json.WriteString("symbol", position.Symbol);
            json.WriteString("positionSide", "BOTH");
            json.Number("positionAmt", position.Position.Size);
            json.Number("entryPrice", Amount.Round(position.Position.AverageEntry));
            json.Number("breakEvenPrice", Amount.Round(position.Position.AverageEntry));
            json.Number("markPrice", position.Mark);
            json.Number("unRealizedProfit", position.Unrealised);
            json.Number("liquidationPrice", view.LiquidationPrice(position) ?? 0m);
            json.Number("isolatedMargin", 0m);
            json.Number("notional", position.Position.Size * position.Mark);
            json.WriteString("marginAsset", PaperAccount.Quote);
            json.Number("isolatedWallet", 0m);
            json.Number("initialMargin", Amount.Round(position.InitialMargin));
            json.Number("maintMargin", Amount.Round(position.MaintenanceMargin));
            json.Number("positionInitialMargin", Amount.Round(position.InitialMargin));
            json.Number("openOrderInitialMargin", 0m);
            json.WriteNumber("adl", 1);
            json.Number("bidNotional", 0m);
            json.Number("askNotional", 0m);
            json.Moment("updateTime", position.Updated ?? view.At);
        });
    }

    /// <summary>The one tier that the venue's settings have.</summary>
    public WireAnswer Brackets(BinanceArguments arguments)
    {
        var symbol = arguments["symbol"];
        var maintenance = exchange.Terms.Venue.Maintenance(1m, exchange.Terms.MaintenanceRequirement);
        return BinanceReply.List(exchange.Terms.Instruments.Where(i => i.Product == Product.Perpetual && (symbol.Length == 0 || i.Symbol == symbol)), (json, instrument) =>
        {
            json.WriteString("symbol", instrument.Symbol);
            json.List("brackets", [1], bracket =>
            {
                json.WriteNumber("bracket", bracket);
                json.WriteNumber("initialLeverage", (int)exchange.Terms.MaxLeverage);
                json.WriteNumber("notionalCap", LargestPosition);
                json.WriteNumber("notionalFloor", 0);
                json.WriteNumber("maintMarginRatio", maintenance);
                json.WriteNumber("cum", 0);
            });
        });
    }

    /// <summary>Leverage and margin mode of every perpetual, or of the one named: the third version of account and positions tells neither.</summary>
    public WireAnswer Configuration(BinanceArguments arguments, string key)
    {
        var symbol = arguments["symbol"].Length > 0 ? arguments.Instrument(exchange.Terms, Product.Perpetual).Symbol : "";
        var set = exchange.Account(key).Positions.ToDictionary(p => p.Symbol, p => p.Leverage, StringComparer.Ordinal);
        return BinanceReply.List(exchange.Terms.Instruments.Where(i => i.Product == Product.Perpetual && (symbol.Length == 0 || i.Symbol == symbol)), (json, instrument) =>
        {
            json.WriteString("symbol", instrument.Symbol);
            json.WriteString("marginType", "CROSSED");
            json.WriteBoolean("isAutoAddMargin", false);
            json.WriteNumber("leverage", (int)set.GetValueOrDefault(instrument.Symbol, exchange.Terms.MaxLeverage));
            json.Number("maxNotionalValue", LargestPosition);
        });
    }

    /// <summary>What the futures wallet may do, and its modes, of which there is one each.</summary>
    public WireAnswer FuturesConfiguration(string key)
    {
        var view = exchange.Account(key);
        return BinanceReply.Object(json =>
        {
            json.WriteNumber("feeTier", 0);
            json.WriteBoolean("canTrade", true);
            json.WriteBoolean("canDeposit", true);
            json.WriteBoolean("canWithdraw", true);
            json.WriteBoolean("dualSidePosition", false);
            json.WriteBoolean("multiAssetsMargin", false);
            json.WriteNumber("tradeGroupId", -1);
            json.Moment("updateTime", view.At);
        });
    }

    public WireAnswer SetLeverage(BinanceArguments arguments, string key)
    {
        var (instrument, leverage) = (arguments.Instrument(exchange.Terms, Product.Perpetual), arguments.Amount("leverage"));
        if (exchange.SetLeverage(key, instrument.Symbol, leverage) is { Reason: not RefusalReason.UnchangedLeverage })
            throw new BinanceRefusalException(new BinanceRefusal(-4028, $"Leverage {leverage} is not valid"));
        return BinanceReply.Object(json =>
        {
            json.WriteNumber("leverage", (int)leverage);
            json.Number("maxNotionalValue", LargestPosition);
            json.WriteString("symbol", instrument.Symbol);
        });
    }

    /// <summary>Cross margin is all there is, so that to ask for it changes nothing: -4046.</summary>
    public WireAnswer SetMarginType(BinanceArguments arguments)
    {
        _ = arguments.Instrument(exchange.Terms, Product.Perpetual);
        throw arguments.Needed("marginType") == "CROSSED"
            ? new BinanceRefusalException(new BinanceRefusal(-4046, "No need to change margin type."))
            : BinanceArguments.Bad("the paper exchange has cross margin only");
    }

    /// <summary>One-way mode is all there is: -4059.</summary>
    public static WireAnswer SetPositionMode(BinanceArguments arguments) => throw (arguments.Flag("dualSidePosition")
        ? BinanceArguments.Bad("the paper exchange has one-way mode only")
        : new BinanceRefusalException(new BinanceRefusal(-4059, "No need to change position side.")));

    private static decimal Available(AccountView view) => Math.Max(0m, view.MarginCash + view.Unrealised - view.InitialMargin);

    private static IEnumerable<PositionView> Open(AccountView view) => view.Positions.Where(p => p.Position.Size != 0);
}

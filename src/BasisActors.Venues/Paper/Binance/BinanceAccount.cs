using System.Globalization;
using BasisActors.Domain.Numerics;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>Private reads of an account: balances of both wallets, positions, income; its leverage; and transfers between the wallets.</summary>
internal sealed class BinanceAccount(PaperExchange exchange)
{
    private const int LongestPage = 1_000;

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
            json.WriteBoolean("canTrade", true);
            json.WriteBoolean("canWithdraw", false);
            json.WriteBoolean("canDeposit", false);
            json.Moment("updateTime", view.At);
            json.WriteString("accountType", "SPOT");
            json.List("balances", coins.Where(c => skipsNothing || c.Free != 0), coin =>
            {
                json.WriteString("asset", coin.Coin);
                json.Number("free", coin.Free);
                json.Number("locked", 0m);
            });
        });
    }

    /// <summary>By product: what the taker pays, and so the maker, since every order takes.</summary>
    public WireAnswer Commission(Product product, BinanceArguments arguments)
    {
        var (instrument, rate) = (arguments.Instrument(exchange.Terms, product), exchange.Terms.TakerFee(product));
        return BinanceReply.Object(json =>
        {
            json.WriteString("symbol", instrument.Symbol);
            if (product == Product.Perpetual)
            {
                json.Number("makerCommissionRate", rate);
                json.Number("takerCommissionRate", rate);
                return;
            }

            json.WriteStartObject("standardCommission");
            foreach (var (name, value) in new[] { ("maker", rate), ("taker", rate), ("buyer", 0m), ("seller", 0m) })
                json.Number(name, value);
            json.WriteEndObject();
        });
    }

    /// <summary>The same for all pairs of spot, or the one named.</summary>
    public WireAnswer SpotFees(BinanceArguments arguments)
    {
        var (symbol, rate) = (arguments["symbol"], exchange.Terms.TakerFee(Product.Spot));
        return BinanceReply.List(exchange.Terms.Instruments.Where(i => i.Product == Product.Spot && (symbol.Length == 0 || i.Symbol == symbol)), (json, instrument) =>
        {
            json.WriteString("symbol", instrument.Symbol);
            json.Number("makerCommission", rate);
            json.Number("takerCommission", rate);
        });
    }

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
                json.Number("notional", position.Position.Size * position.Mark);
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
        var (venue, largest) = (exchange.Terms.Venue, 1_000_000_000m);
        var maintenance = venue.Maintenance(1m, exchange.Terms.MaintenanceRequirement);
        return BinanceReply.List(exchange.Terms.Instruments.Where(i => i.Product == Product.Perpetual && (symbol.Length == 0 || i.Symbol == symbol)), (json, instrument) =>
        {
            json.WriteString("symbol", instrument.Symbol);
            json.List("brackets", [1], bracket =>
            {
                json.WriteNumber("bracket", bracket);
                json.WriteNumber("initialLeverage", (int)exchange.Terms.MaxLeverage);
                json.WriteNumber("notionalCap", largest);
                json.WriteNumber("notionalFloor", 0);
                json.WriteNumber("maintMarginRatio", maintenance);
                json.WriteNumber("cum", 0);
            });
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
            json.WriteString("maxNotionalValue", "1000000000");
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

    /// <summary>What has changed the futures wallet, oldest first; a trade has a line for its profit and one for its fee.</summary>
    public WireAnswer Income(BinanceArguments arguments, string key, DateTimeOffset now)
    {
        var (type, symbol, limit) = (arguments["incomeType"], arguments["symbol"], arguments.Limit(100, LongestPage));
        var from = arguments.Time("startTime") ?? (arguments.Time("endTime") is null ? now.AddDays(-7).ToUnixTimeMilliseconds() : 0);
        var found = exchange.Log(key).Where(e => (e.Product ?? e.Wallet) == Product.Perpetual && e.At.ToUnixTimeMilliseconds() >= from && arguments.Within(e.At))
            .SelectMany(Lines).Where(l => (type.Length == 0 || type == l.Type) && (symbol.Length == 0 || symbol == l.Entry.Symbol)).Take(limit);
        return BinanceReply.List(found, (json, line) =>
        {
            json.WriteString("symbol", line.Entry.Symbol);
            json.WriteString("incomeType", line.Type);
            json.Number("income", line.Amount);
            json.WriteString("asset", PaperAccount.Quote);
            json.WriteString("info", line.Type);
            json.Moment("time", line.Entry.At);
            json.WriteNumber("tranId", line.Entry.Id);
            json.WriteString("tradeId", line.Entry.Kind == LogKind.Trade ? PaperJson.Text(PaperNumbers.Of(line.Entry.Reference)) : "");
        });
    }

    public WireAnswer Transfer(BinanceArguments arguments, string key)
    {
        bool? toMargin = arguments.Needed("type") switch
        {
            "MAIN_UMFUTURE" => true,
            "UMFUTURE_MAIN" => false,
            _ => null,
        };
        if (toMargin is not { } direction || arguments.Needed("asset") != PaperAccount.Quote)
            throw BinanceArguments.Bad("the paper exchange moves USDT, MAIN_UMFUTURE and UMFUTURE_MAIN");
        var (id, refusal) = exchange.Move(key, arguments.Amount("amount"), direction);
        return refusal is null
            ? BinanceReply.Object(json => json.WriteNumber("tranId", id))
            : throw new BinanceRefusalException(new BinanceRefusal(-5013, "Asset transfer failed: insufficient balance"));
    }

    /// <summary>Newest first.</summary>
    public WireAnswer Transfers(BinanceArguments arguments, string key)
    {
        var type = arguments.Needed("type");
        if (type is not ("MAIN_UMFUTURE" or "UMFUTURE_MAIN"))
            throw BinanceArguments.Bad("the paper exchange moves USDT, MAIN_UMFUTURE and UMFUTURE_MAIN");
        var target = type == "MAIN_UMFUTURE" ? Product.Perpetual : Product.Spot;
        var done = exchange.Log(key).Reverse().Where(e => e.Kind == LogKind.TransferIn && e.Wallet == target && arguments.Within(e.At)).ToList();
        return BinanceReply.Object(json =>
        {
            json.WriteNumber("total", done.Count);
            json.List("rows", done.Take(arguments.Limit(10, 100)), entry =>
            {
                json.WriteString("asset", PaperAccount.Quote);
                json.Number("amount", entry.Change);
                json.WriteString("type", type);
                json.WriteString("status", "CONFIRMED");
                json.WriteNumber("tranId", long.Parse(entry.Reference, CultureInfo.InvariantCulture));
                json.Moment("timestamp", entry.At);
            });
        });
    }

    private static decimal Available(AccountView view) => Math.Max(0m, view.MarginCash + view.Unrealised - view.InitialMargin);

    private static IEnumerable<PositionView> Open(AccountView view) => view.Positions.Where(p => p.Position.Size != 0);

    private static IEnumerable<(LogEntry Entry, string Type, decimal Amount)> Lines(LogEntry entry) => entry.Kind switch
    {
        LogKind.Settlement => [(entry, "FUNDING_FEE", entry.Funding)],
        LogKind.TransferIn or LogKind.TransferOut => [(entry, "TRANSFER", entry.Change)],
        LogKind.Liquidation => [(entry, "REALIZED_PNL", entry.CashFlow), (entry, "INSURANCE_CLEAR", -entry.Fee)],
        _ when entry.CashFlow == 0 => [(entry, "COMMISSION", -entry.Fee)],
        _ => [(entry, "REALIZED_PNL", entry.CashFlow), (entry, "COMMISSION", -entry.Fee)],
    };
}

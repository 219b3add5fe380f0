using System.Globalization;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Binance;

/// <summary>Transfers between the two wallets, and what has changed the one of the futures.</summary>
internal sealed class BinanceTransfers(PaperExchange exchange)
{
    private const int LongestPage = 1_000;

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
            json.WriteString("tradeId", line.Type is "REALIZED_PNL" or "COMMISSION" ? PaperJson.Text(PaperNumbers.Of(line.Entry.Reference)) : "");
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

    private static IEnumerable<(LogEntry Entry, string Type, decimal Amount)> Lines(LogEntry entry) => entry.Kind switch
    {
        LogKind.Settlement => [(entry, "FUNDING_FEE", entry.Funding)],
        LogKind.TransferIn or LogKind.TransferOut => [(entry, "TRANSFER", entry.Change)],
        LogKind.Liquidation => [(entry, "REALIZED_PNL", entry.CashFlow), (entry, "INSURANCE_CLEAR", -entry.Fee)],
        LogKind.AutoDeleveraging => [(entry, "REALIZED_PNL", entry.CashFlow)],
        _ when entry.CashFlow == 0 => [(entry, "COMMISSION", -entry.Fee)],
        _ => [(entry, "REALIZED_PNL", entry.CashFlow), (entry, "COMMISSION", -entry.Fee)],
    };
}

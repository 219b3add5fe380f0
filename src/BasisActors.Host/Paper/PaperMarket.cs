using System.Collections.Immutable;
using BasisActors.Data;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;
using BasisActors.Host.Scenarios;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Paper;
using BasisActors.Venues.Paper.Binance;
using BasisActors.Venues.Paper.Bybit;
using BasisActors.Venues.Paper.Okx;

namespace BasisActors.Host.Paper;

/// <summary>Composes the paper exchanges: prices from a data set, terms from the configuration of each venue.</summary>
internal static class PaperMarket
{
    private const string Binance = "binance";
    private const string Bybit = "bybit";
    private const string Okx = "okx";

    /// <summary>The mode whose configuration gives fees, slippage, margin and cost model: the one that trades spot and perpetual there.</summary>
    private const string Mode = "btc_basis";

    /// <summary>A settlement that the data lacks at one exchange is taken from another: the sample has such gaps at OKX, and a paper market has none.</summary>
    private const string MissingFunding = $"data.missing_funding=venue:{Bybit}";

    private static readonly ImmutableArray<string> Pairs = ["BTCUSDT", "ETHUSDT"];

    /// <exception cref="BasisException">CFG-… or DPR-… when configuration or data cannot be used.</exception>
    public static PaperServer Open(PaperRequest request, TimeProvider time, ICollection<string> notes)
    {
        var configuration = ConfigurationSource.OfProcess().Load(Mode, [MissingFunding]) switch
        {
            ConfigurationResult.Valid valid => valid.Configuration.Run,
            ConfigurationResult.Invalid invalid => throw new BasisException(invalid.Errors[0]),
            _ => throw new InvalidOperationException("A configuration is valid or invalid."),
        };
        var table = Load(request, configuration, notes);
        var span = new ReplaySpan(table.Start, table.End, request.Start, time.GetUtcNow(), request.Speed) { Stepped = request.Stepped };
        PaperExchange Exchange(string venue, Func<PaperTerms, PaperTerms> particular)
        {
            var terms = particular(new PaperTerms(configuration.Venue(venue), new TradingCosts(configuration.Costs, table), request.FundingInterval) { FeesInCoin = request.FeesInCoin });
            terms = terms with { Keys = terms.Keys with { Withdraws = request.KeysWithdraw } };
            var exchange = new PaperExchange(new ReplayedPrices(table, venue, span), terms with { Instruments = Traded(table, venue, terms.Instruments) }, time);
            foreach (var account in request.Accounts)
                exchange.Open(account.Key);
            return exchange;
        }

        var accounts = request.Accounts.ToImmutableDictionary(a => a.Key, StringComparer.Ordinal);
        var secrets = accounts.ToImmutableDictionary(a => a.Key, a => a.Value.Secret, StringComparer.Ordinal);
        var bybit = new BybitWire(Exchange(Bybit, terms => terms), secrets);
        var okx = new OkxWire(
            Exchange(Okx, terms => terms with { Instruments = PaperInstrument.Okx, UniqueLinkIds = false }), accounts);
        var binance = new BinanceWire(
            Exchange(Binance, terms => terms with { Instruments = PaperInstrument.Binance, UniqueLinkIds = false, SeparateWallets = true }),
            secrets);
        ImmutableArray<IPaperWire> wires = [binance, bybit, okx];
        var chain = new PaperChain(wires.ToImmutableSortedDictionary(w => w.Venue, w => w.Exchange, StringComparer.Ordinal));
        return new PaperServer(wires, new PaperChainWire(chain), new PaperReport(wires, chain), request.Faults);
    }

    /// <summary>Each pair with as much as the data has of it: a perpetual with its funding, or nothing of it.</summary>
    private static MarketTable Load(PaperRequest request, RunConfiguration configuration, ICollection<string> notes)
    {
        var source = request.Data.Mode == DataMode.Db ? request.Data.Place! : DataSets.Folder(request.Data.Place, notes);
        var spot = Pairs.Select(p => new SeriesKey(SeriesKind.Spot, Bybit, p)).Append(new SeriesKey(SeriesKind.Spot, Binance, Pairs[0])); // where one is missing another venue's stands in
        var perpetuals = new[] { Binance, Bybit, Okx }
            .SelectMany(v => Pairs.Select(p => ImmutableArray.Create(new SeriesKey(SeriesKind.Perp, v, p), new SeriesKey(SeriesKind.Funding, v, p))));
        var market = DataSets.Load(request.Data.Mode, new MarketDataRequest(source, request.Start, request.End, [], [.. spot], configuration.Data) { Groups = [.. perpetuals] });
        var played = AppliedScenarios.ToData(new LoadedDataSet(configuration, market, market.Report.Notes), request.Scenarios);
        foreach (var note in played.Notes)
            notes.Add(note);
        return played.Market.Table;
    }

    private static ImmutableArray<PaperInstrument> Traded(MarketTable table, string venue, ImmutableArray<PaperInstrument> instruments)
    {
        var traded = instruments.RemoveAll(i => i.Product == Product.Spot
            ? ReferenceSeries.FindSpot(table, venue, i.Symbol) < 0
            : table.Find(new SeriesKey(SeriesKind.Perp, venue, i.Symbol)) < 0);
        return traded.IsEmpty ? throw new BasisException("DPR-001", $"The data has no price of {string.Join(" or ", Pairs)}, spot or perpetual, for the period.", "--data") : traded;
    }
}

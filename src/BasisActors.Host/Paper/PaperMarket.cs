using System.Collections.Immutable;
using BasisActors.Data;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Costs;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Host.Backtests;
using BasisActors.Host.Configuration;
using BasisActors.Venues.Paper;
using BasisActors.Venues.Paper.Bybit;

namespace BasisActors.Host.Paper;

/// <summary>Composes the paper exchange: prices from a data set, terms from the configuration of the venue.</summary>
internal static class PaperMarket
{
    private const string Venue = "bybit";

    /// <summary>The mode whose configuration gives fees, slippage, margin and cost model: the one that trades spot and perpetual there.</summary>
    private const string Mode = "btc_basis";

    private static readonly ImmutableArray<string> Pairs = ["BTCUSDT", "ETHUSDT"];

    /// <exception cref="BasisException">CFG-… or DPR-… when configuration or data cannot be used.</exception>
    public static PaperServer Open(PaperRequest request, TimeProvider time, ICollection<string> notes)
    {
        var configuration = ConfigurationSource.OfProcess().Load(Mode, []) switch
        {
            ConfigurationResult.Valid valid => valid.Configuration.Run,
            ConfigurationResult.Invalid invalid => throw new BasisException(invalid.Errors[0]),
            _ => throw new InvalidOperationException("A configuration is valid or invalid."),
        };
        var table = Load(request, configuration, notes);
        var span = new ReplaySpan(table.Start, table.End, request.Start, time.GetUtcNow(), request.Speed);
        var terms = new PaperTerms(configuration.Venue(Venue), new TradingCosts(configuration.Costs, table), request.FundingInterval) { Instruments = Traded(table) };
        var exchange = new PaperExchange(new ReplayedPrices(table, Venue, span), terms, time);
        exchange.Open(request.Key);
        var chain = new PaperChain(exchange);
        var wire = new BybitWire(exchange, ImmutableDictionary<string, string>.Empty.Add(request.Key, request.Secret));
        return new PaperServer(wire, new PaperChainWire(chain), new PaperReport(exchange, chain, wire.Limits), request.Faults);
    }

    /// <summary>Each pair with as much as the data has of it: a perpetual with its funding, or nothing of it.</summary>
    private static MarketTable Load(PaperRequest request, RunConfiguration configuration, ICollection<string> notes)
    {
        var source = request.Data.Mode == DataMode.Db ? request.Data.Place! : DataSets.Folder(request.Data.Place, notes);
        var spot = Pairs.Select(p => new SeriesKey(SeriesKind.Spot, Venue, p)).Append(new SeriesKey(SeriesKind.Spot, "binance", Pairs[0])); // the only other source of a spot price
        var perpetuals = Pairs.Select(p => ImmutableArray.Create(new SeriesKey(SeriesKind.Perp, Venue, p), new SeriesKey(SeriesKind.Funding, Venue, p)));
        var market = DataSets.Load(request.Data.Mode, new MarketDataRequest(source, request.Start, request.End, [], [.. spot], configuration.Data) { Groups = [.. perpetuals] });
        foreach (var note in market.Report.Notes)
            notes.Add(note);
        return market.Table;
    }

    private static ImmutableArray<PaperInstrument> Traded(MarketTable table)
    {
        var traded = PaperInstrument.Usual.RemoveAll(i => i.Product == Venues.Exchanges.Product.Spot
            ? ReferenceSeries.FindSpot(table, Venue, i.Symbol) < 0
            : table.Find(new SeriesKey(SeriesKind.Perp, Venue, i.Symbol)) < 0);
        return traded.IsEmpty ? throw new BasisException("DPR-001", $"The data has no price of {string.Join(" or ", Pairs)}, spot or perpetual, for the period.", "--data") : traded;
    }
}

using System.Collections.Immutable;
using BasisActors.Venues.Paper;
using BasisActors.Venues.Tests.Exchanges.Contract;

namespace BasisActors.Venues.Tests.Paper;

/// <summary>Several exchanges behind one server: one wallet, and nothing else in common.</summary>
public class SeveralVenuesTests
{
    private readonly PaperServer _server;
    private readonly PaperExchange _bybit;
    private readonly PaperExchange _okx;

    public SeveralVenuesTests()
    {
        var time = new ManualTime(ContractDesk.Start);
        PaperVenue[] venues = [new BybitVenue(), new OkxVenue(), new BinanceVenue()];
        ImmutableArray<IPaperWire> wires = [.. venues.Select(v => v.Wire(v.Exchange(time, feesInCoin: false)))];
        (_bybit, _okx) = (wires[0].Exchange, wires[1].Exchange);
        var chain = new PaperChain(wires.ToImmutableSortedDictionary(w => w.Venue, w => w.Exchange));
        _server = new PaperServer(wires, new PaperChainWire(chain), new PaperReport(wires, chain), FaultPlan.None);
    }

    [Fact]
    public void Each_path_belongs_to_one_exchange()
    {
        Assert.Equal("0", Get("/v5/market/time").Read().GetProperty("retCode").GetRawText());
        Assert.Equal("0", Get("/api/v5/public/time").Read().Text("code"));
        foreach (var path in new[] { "/api/v3/time", "/fapi/v1/time" })
            Assert.Equal(ContractDesk.Start.ToUnixTimeMilliseconds(), Get(path).Read().GetProperty("serverTime").GetInt64());
        Assert.Equal(404, Get("/api/v6/time").Status);
    }

    [Fact]
    public void Money_goes_from_the_wallet_to_the_exchange_named_and_back()
    {
        Assert.Equal(200, Move("fundings", "f", 300m, "", ""));
        Assert.Equal(200, Move("transfers", "a", 200m, "wallet", "okx"));
        Assert.Equal(200, Move("transfers", "b", 100m, "wallet", "bybit"));
        Assert.Equal(200, Move("transfers", "c", 50m, "okx", "wallet"));
        Assert.Equal(422, Move("transfers", "d", 50m, "okx", "bybit")); // not past the wallet

        Assert.Equal((100_100m, 100_150m), (_bybit.Account("test-key").Cash, _okx.Account("test-key").Cash));
        Assert.Equal(["bybit", "okx", "binance"], Get("/paper/state").Read().GetProperty("accounts").EnumerateArray().Select(a => a.Text("venue")));
    }

    private WireAnswer Get(string path) => _server.Serve(new WireRequest("GET", path, "", new Dictionary<string, string>(), "")).Answer!;

    private int Move(string what, string id, decimal amount, string from, string to)
    {
        var body = $$"""{"id":"{{id}}","account":"test-key","token":"USDT","amount":"{{amount}}","from":"{{from}}","to":"{{to}}"}""";
        return _server.Serve(new WireRequest("POST", PaperChainWire.Root + what, "", new Dictionary<string, string>(), body)).Answer!.Status;
    }
}

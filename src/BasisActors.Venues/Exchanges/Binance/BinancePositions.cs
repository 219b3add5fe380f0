using System.Text.Json;
using BasisActors.Domain.Errors;
using BasisActors.Venues.Exchanges.Requests;

namespace BasisActors.Venues.Exchanges.Binance;

internal static class BinancePositions
{
    /// <summary>A position of one-way mode, base units, below 0 for a short.</summary>
    /// <exception cref="BasisException">EXI-001: the account is in hedge mode.</exception>
    public static decimal Net(JsonElement position) => position.Text("positionSide") is "BOTH"
        ? position.Required("positionAmt")
        : throw new BasisException("EXI-001", "The account keeps longs and shorts apart; set it to one-way mode.", position.Text("symbol"));
}

using BasisActors.Domain.Errors;

namespace BasisActors.Venues.Exchanges.Okx;

/// <summary>OKX's names for our pairs and orders, both ways.</summary>
internal static class OkxNames
{
    private const string Quote = "USDT";
    private const string Swap = "-SWAP";
    private const int LongestId = 32;

    public static string InstrumentType(Product product) => product == Product.Spot ? "SPOT" : "SWAP";

    /// <summary>ETHUSDT: ETH-USDT or ETH-USDT-SWAP.</summary>
    /// <exception cref="BasisException">EXEC-003: no pair against USDT.</exception>
    public static string Instrument(Product product, string symbol) => symbol.Length > Quote.Length && symbol.EndsWith(Quote, StringComparison.Ordinal)
        ? $"{symbol[..^Quote.Length]}-{Quote}{(product == Product.Spot ? "" : Swap)}"
        : throw new BasisException("EXEC-003", $"'{symbol}' is not a pair against {Quote}.", symbol);

    /// <summary>ETH-USDT-SWAP: ETHUSDT.</summary>
    public static string Symbol(string instrument) =>
        (instrument.EndsWith(Swap, StringComparison.Ordinal) ? instrument[..^Swap.Length] : instrument).Replace("-", "", StringComparison.Ordinal);

    /// <summary>OKX takes letters and digits only: '-' becomes 'x', which no id of ours has, so that the way back is certain.</summary>
    public static string OrderId(string id) => id.Replace('-', 'x');

    /// <summary>The way back.</summary>
    public static string OwnId(string orderId) => orderId.Replace('x', '-');

    /// <summary>EXEC-003: an id that would not come back as it was, or that OKX would not take.</summary>
    public static BasisError? Malformed(string id) => id.Length is > 0 and <= LongestId && !id.Contains('x', StringComparison.Ordinal) && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        ? null
        : new BasisError("EXEC-003", $"The order id '{id}' must be 1 to {LongestId} letters, digits and '-', without 'x'.", id);
}

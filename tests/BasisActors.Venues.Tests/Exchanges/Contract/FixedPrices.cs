using BasisActors.Venues.Paper;

namespace BasisActors.Venues.Tests.Exchanges.Contract;

/// <summary>Spot 50 000, mark 50 010, funding 0.01 %, for ever.</summary>
internal sealed class FixedPrices : IPaperPrices
{
    public const decimal SpotPrice = 50_000m;
    public const decimal MarkPrice = 50_010m;
    public const decimal Rate = 0.0001m;

    public decimal? Spot(string symbol, DateTimeOffset at) => SpotPrice;

    /// <summary>The mark now; a test may let it jump.</summary>
    public decimal MarkNow { get; set; } = MarkPrice;

    public decimal? Mark(string symbol, DateTimeOffset at) => MarkNow;

    public decimal? FundingRate(string symbol, DateTimeOffset at) => Rate;

    public DateTimeOffset? NextTurn(DateTimeOffset after) => null;
}

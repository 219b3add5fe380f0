using System.Collections.Immutable;
using BasisActors.Data.Scenarios;
using BasisActors.Domain.Market;
using BasisActors.Host.Configuration.Schema;
using BasisActors.Venues.Simulated.Faults;

namespace BasisActors.Host.Scenarios;

/// <summary>The one list of scenarios: what can be asked for, its keys, and what each does.</summary>
internal static class ScenarioCatalogue
{
    public const string At = "at";

    private const int YearHours = 8760;

    private static readonly ScenarioKey Begin = new(At, new AutoOr(new TimeType()), AutoOr.Auto, "begin; auto is one third into the run");

    private static readonly ScenarioKey Recover = new("recover", new IntegerType(0, YearHours), "0", "hours until it is back; 0 stays");

    private static readonly ScenarioKey Seed = new("seed", new IntegerType(0, int.MaxValue), "1", "which instructions");

    public static readonly ImmutableArray<ScenarioDefinition> All =
    [
        new(
            "crash",
            "All coins fall together, spot, perpetuals and oracle alike.",
            [Begin, Size("0.4", Bounds.AboveUpTo(0m, 0.99m), "fraction lost"), Hours("24", "the fall is linear over these hours; 0 is at once", least: 0), Recover],
            v => new ScenarioEffect(new PriceMove(v.At, -v.Decimal("size"), v.Hours, v.Integer("recover")))),
        new(
            "rally",
            "All coins rise together, spot, perpetuals and oracle alike.",
            [Begin, Size("0.8", Bounds.AboveUpTo(0m, 10m), "fraction gained"), Hours("72", "the rise is linear over these hours; 0 is at once", least: 0), Recover],
            v => new ScenarioEffect(new PriceMove(v.At, v.Decimal("size"), v.Hours, v.Integer("recover")))),
        new(
            "depeg",
            "Liquid staking tokens sell below their worth on the DEX; the oracle does not move.",
            [Begin, Size("0.05", Bounds.AboveUpTo(0m, 0.99m), "fraction below the market of the data"), Hours("72")],
            v => new ScenarioEffect(new LstDepeg(v.At, v.Decimal("size"), v.Hours))),
        new(
            "funding_flip",
            "Funding settles at one rate at all venues.",
            [Begin, new("rate", new DecimalType(Bounds.Between(-0.03m, 0.03m)), "-0.0005", "per settlement; negative is paid by the short"), Hours("336")],
            v => new ScenarioEffect(new FundingFlip(v.At, v.Decimal("rate"), v.Hours))),
        new(
            "borrow_spike",
            "Borrowing a token becomes dear: its rates and indexes grow as from a nearly empty reserve.",
            [
                Begin, new("token", new NameType(), "WETH", "which token"), new("rate", new DecimalType(Bounds.Between(0m, 10m)), "0.4", "borrow rate, a year"),
                Hours("168"),
            ],
            v => new ScenarioEffect(new BorrowSpike(v.At, v["token"], v.Decimal("rate"), v.Hours))),
        new(
            "gas_spike",
            "Gas is a multiple of what it was.",
            [Begin, new("factor", new DecimalType(Bounds.AboveUpTo(0m, 10_000m)), "50", "multiple"), Hours("48")],
            v => new ScenarioEffect(new GasSpike(v.At, v.Decimal("factor"), v.Hours))),
        new(
            "venue_outage",
            "An exchange cannot be reached: its prices stop and it refuses every instruction.",
            [Begin, new("venue", new ChoiceType("binance", "bybit", "okx"), "binance", "which exchange"), Hours("12")],
            v => new ScenarioEffect(
                new MissingCandles(v.At, v.Hours, [SeriesKind.Spot, SeriesKind.Perp], v["venue"]),
                Refusal: venue => new Outage(venue, v["venue"], v.At, v.At.AddHours(v.Hours)))),
        new(
            "stale_feed",
            "Prices of all venues stop arriving; the venues go on.",
            [Begin, new("series", new ChoiceType("spot", "perp", "all"), "all", "which prices; all is spot, perpetuals and the DEX market of staking tokens"), Hours("6")],
            v => new ScenarioEffect(new MissingCandles(v.At, v.Hours, Kinds(v["series"])))),
        new(
            "oracle_jump",
            "Liquid staking tokens lose worth by the oracle at once, as after a slashing.",
            [Begin, Size("0.045", Bounds.AboveUpTo(0m, 0.99m), "fraction lost"), Recover],
            v => new ScenarioEffect(new OracleJump(v.At, v.Decimal("size"), v.Integer("recover")))),
        new(
            "partial_fills",
            "A share of the trades on exchanges fills in part.",
            [Share("0.5", "probability that a trade fills in part"), new("fill", new FractionRangeType(), "0.3-0.9", "part of the amount that fills"), Seed],
            v => new ScenarioEffect(Filling: venue => new PartialFills(venue, v.Decimal("share"), v.Range("fill").Least, v.Range("fill").Most, v.Integer("seed")))),
        new(
            "rejections",
            "A share of all instructions is refused, on exchanges and on chain.",
            [Share("0.3", "probability of a refusal"), Seed],
            v => new ScenarioEffect(Refusal: venue => new Rejections(venue, v.Decimal("share"), v.Integer("seed")))),
    ];

    private static ScenarioKey Size(string byDefault, Bounds bounds, string meaning) => new("size", new DecimalType(bounds), byDefault, meaning);

    private static ScenarioKey Share(string byDefault, string meaning) => new("share", new DecimalType(Bounds.Fraction), byDefault, meaning);

    private static ScenarioKey Hours(string byDefault, string meaning = "how long, hours", int least = 1) => new("hours", new IntegerType(least, YearHours), byDefault, meaning);

    private static ImmutableArray<SeriesKind> Kinds(string series) => series switch
    {
        "spot" => [SeriesKind.Spot],
        "perp" => [SeriesKind.Perp],
        _ => [SeriesKind.Spot, SeriesKind.Perp, SeriesKind.LstMarket],
    };
}

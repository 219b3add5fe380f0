using BasisActors.Data.Timeline;
using BasisActors.Domain.Configuration;

namespace BasisActors.Data.Catalogue;

/// <summary>Which values a column may hold.</summary>
internal enum ValueRule
{
    /// <summary>Prices, indexes, ratios.</summary>
    Positive,

    /// <summary>Annual rates and fees.</summary>
    NotNegative,

    /// <summary>Funding: either side may pay.</summary>
    AnySign,

    /// <summary>A day or an instant, written as a timestamp and read as epoch seconds.</summary>
    Date,
}

/// <summary>A column that is read.</summary>
/// <param name="Name">Header of the column; its position does not matter.</param>
/// <param name="Rule">Which values are valid.</param>
/// <param name="Kept">False for a column that is checked but of which nothing is remembered.</param>
internal sealed record LayoutColumn(string Name, ValueRule Rule, bool Kept = true);

/// <summary>What is wrong with a row as a whole, or null; gets the values in the order of <see cref="FileLayout.Columns"/>.</summary>
internal delegate string? RowCheck(ReadOnlySpan<decimal> values);

/// <summary>How a kind of file is read.</summary>
internal sealed class FileLayout
{
    private const int Hour = 3600;
    private const int Day = 24 * Hour;

    private static readonly FileLayout CandlesByClose = Candles(["close"], knownAfter: Hour);

    private static readonly FileLayout CandlesByOpen = Candles(["open"], knownAfter: 0);

    // Any full hour is a possible settlement: venues have moved single instruments to 4 h and 1 h.
    private static readonly FileLayout Funding = new("funding_timestamp", Hour, 0, [new("funding_rate", ValueRule.AnySign)]);

    private static readonly FileLayout AaveReserve = new(
        "timestamp",
        Day,
        0,
        [
            new("liquidityIndex", ValueRule.Positive),
            new("variableBorrowIndex", ValueRule.Positive),
            new("currentLiquidityRate", ValueRule.NotNegative),
            new("currentVariableBorrowRate", ValueRule.NotNegative),
            new("price", ValueRule.Positive),
            new("totalAToken", ValueRule.NotNegative),
            new("totalVariableDebt", ValueRule.NotNegative),
        ]);

    // A row is the median of the last 24 hourly closes, and the first row of a file stands 23 hours after the first bar:
    // the bar of its own label is among them, and that bar closes an hour after the label.
    private static readonly FileLayout PegAnalysis = new("timestamp", Hour, Hour, [new("market_rate", ValueRule.Positive)]);

    private static readonly FileLayout Gas = new(
        "timestamp",
        Hour,
        0,
        [new("base_fee_gwei", ValueRule.NotNegative), new("priority_fee_p50_gwei", ValueRule.NotNegative)]);

    // APY in percent of the day that begins at the timestamp; a day without a payment has 0.
    private static readonly FileLayout Yield = new("Timestamp", Day, 0, [new("Base", ValueRule.NotNegative)]);

    // Weeks end on a Saturday and are paid on the Monday after it.
    private static readonly FileLayout EigenRewards = new(
        "staking_period_end",
        Day,
        2 * Day,
        [
            new("staking_period_start", ValueRule.Date),
            new("staking_period_end", ValueRule.Date),
            new("eigen_earned", ValueRule.NotNegative),
            new("eth_restaked", ValueRule.Positive),
            new("eth_not_restaked", ValueRule.NotNegative),
        ],
        values => CheckPeriod(values[0], values[1], values[1] + 2 * Day));

    private static readonly FileLayout EthfiRewards = new(
        "top_up_date",
        Day,
        0,
        [
            new("staking_period_start", ValueRule.Date),
            new("staking_period_end", ValueRule.Date),
            new("top_up_date", ValueRule.Date),
            new("ethfi_per_eeth_distributed", ValueRule.NotNegative),
        ],
        values => CheckPeriod(values[0], values[1], values[2]));

    private FileLayout(string timeColumn, int stepSeconds, int knownAfterSeconds, LayoutColumn[] columns, RowCheck? check = null)
    {
        TimeColumn = timeColumn;
        StepSeconds = stepSeconds;
        KnownAfterSeconds = knownAfterSeconds;
        Columns = columns;
        Check = check;
        Kept = [.. columns.Where(c => c.Kept).Select(c => Array.IndexOf(columns, c))];
    }

    /// <summary>Header of the column with the timestamp.</summary>
    public string TimeColumn { get; }

    /// <summary>Timestamps are multiples of this: full hours or midnights.</summary>
    public int StepSeconds { get; }

    /// <summary>Seconds between a row's timestamp and the moment its values are known.</summary>
    public int KnownAfterSeconds { get; }

    public IReadOnlyList<LayoutColumn> Columns { get; }

    /// <summary>Positions in <see cref="Columns"/> of the columns that are remembered.</summary>
    public IReadOnlyList<int> Kept { get; }

    public RowCheck? Check { get; }

    public static FileLayout Of(FileKind kind, PriceRule priceRule) => kind switch
    {
        FileKind.Candles => priceRule == PriceRule.Open ? CandlesByOpen : CandlesByClose,
        FileKind.Funding => Funding,
        FileKind.AaveReserve => AaveReserve,
        FileKind.PegAnalysis => PegAnalysis,
        FileKind.Gas => Gas,
        FileKind.Yield => Yield,
        FileKind.EigenRewards => EigenRewards,
        FileKind.EthfiRewards => EthfiRewards,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The layout that remembers every column it reads, whatever the price rule of a run.</summary>
    public static FileLayout Whole(FileKind kind) =>
        kind == FileKind.Candles ? Candles(["open", "high", "low", "close"], knownAfter: 0) : Of(kind, PriceRule.PrevClose);

    private static FileLayout Candles(string[] kept, int knownAfter) => new(
        "timestamp",
        Hour,
        knownAfter,
        [
            new("open", ValueRule.Positive, kept.Contains("open")),
            new("high", ValueRule.Positive, kept.Contains("high")),
            new("low", ValueRule.Positive, kept.Contains("low")),
            new("close", ValueRule.Positive, kept.Contains("close")),
        ],
        CheckCandle);

    private static string? CheckPeriod(decimal first, decimal last, decimal paid)
    {
        if (first > last)
            return $"the period begins on {Epoch.Text((long)first)} and ends before that, on {Epoch.Text((long)last)}";
        return paid > last ? null : $"it is paid on {Epoch.Text((long)paid)}, before the period has ended";
    }

    private static string? CheckCandle(ReadOnlySpan<decimal> values)
    {
        var (open, high, low, close) = (values[0], values[1], values[2], values[3]);
        if (high < low)
            return $"high {high} is below low {low}";
        if (close < low || close > high)
            return $"close {close} is outside low {low} to high {high}";
        if (open < low || open > high)
            return $"open {open} is outside low {low} to high {high}";
        return null;
    }
}

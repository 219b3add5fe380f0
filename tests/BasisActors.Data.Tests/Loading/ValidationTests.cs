using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Loading;

/// <summary>What makes a file invalid (DPR-002), with file and line. Files are valid as a whole or not at all.</summary>
public sealed class ValidationTests : IDisposable
{
    private const string Good = "2024-03-01T00:00:00Z,100,120,90,110,1";

    private readonly DataFolder _data = new();

    [Theory]
    [InlineData("2024-03-01T01:00:00Z,100,120,90", "DATA-002", "4 fields")]
    [InlineData("2024-03-01T01:00:00Z,100,120,90,110,1,2", "DATA-002", "7 fields")]
    [InlineData("2024-03-01T01:00:00Z,100,120,90,,1", "DATA-006", "close is ''")]
    [InlineData("2024-03-01T01:00:00Z,100,120,90,abc,1", "DATA-006", "close is 'abc'")]
    [InlineData("2024-03-01T01:00:00Z,100,120,90,NaN,1", "DATA-006", "close is 'NaN'")]
    [InlineData("2024-03-01T01:00:00Z,100,Infinity,90,110,1", "DATA-006", "high is 'Infinity'")]
    [InlineData("2024-03-01T01:00:00Z,100,120,90,1e40,1", "DATA-006", "close is '1e40'")]
    [InlineData("2024-03-01T01:00:00Z,0,120,90,110,1", "DATA-006", "above 0")]
    [InlineData("2024-03-01T01:00:00Z,100,120,-90,110,1", "DATA-006", "low is -90")]
    [InlineData("2024-03-01T01:00:00Z,100,89,90,110,1", "DATA-012", "high 89 is below low 90")]
    [InlineData("2024-03-01T01:00:00Z,100,120,90,121,1", "DATA-012", "close 121 is outside")]
    [InlineData("2024-03-01T01:00:00Z,89,120,90,110,1", "DATA-012", "open 89 is outside")]
    [InlineData("2024-02-29T23:00:00Z,100,120,90,110,1", "DATA-009", "must ascend")]
    [InlineData("yesterday,100,120,90,110,1", "DATA-009", "yesterday")]
    [InlineData("2024-03-01T01:00:00+02:00,100,120,90,110,1", "DATA-009", "must be UTC")]
    [InlineData("2024-03-01T01:00:00,100,120,90,110,1", "DATA-009", "must be UTC")]
    [InlineData("2024-03-01T01:30:00Z,100,120,90,110,1", "DATA-010", "full hour")]
    [InlineData("2024-03-01T00:00:00Z,100,120,90,111,1", "DATA-008", "close is 110, then 111")]
    [InlineData("\"2024-03-01T01:00:00Z,100,120,90,110,1", "DATA-002", "not CSV")]
    public void A_bad_row_is_refused_with_file_and_line(string row, string subCode, string says)
    {
        var file = _data.Write(BinanceSpot, "# a comment", CandleHeader, Good, "", "# another", row);

        var error = _data.Refusal("2024-03-01 01", "2024-03-01 02", BinanceBtc);

        Assert.Equal(("DPR-002", subCode), (error.Code, error.SubCode));
        Assert.Equal(subCode == "DATA-002" && row[0] == '"' ? file : $"{file}:6", error.Where);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Conflicting_rows_are_refused_with_their_key()
    {
        _data.Write(BinanceFunding, FundingHeader, Settlement(At("2024-03-01 00"), 0.0001m), Settlement(At("2024-03-01 00"), 0.0002m));

        var error = _data.Refusal("2024-03-01 00", "2024-03-01 02", BinanceRate);

        Assert.Equal(("DPR-002", "DATA-008"), (error.Code, error.SubCode));
        Assert.Contains("2024-03-01 00:00 stands twice", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(":3", error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_row_outside_the_period_is_refused_too()
    {
        _data.Write(BinanceSpot, CandleHeader, Good, "2024-03-01T01:00:00Z,100,120,90,110,1", "2024-09-01T00:00:00Z,100,120,90,-1,1");

        Assert.Equal("DATA-006", _data.Refusal("2024-03-01 01", "2024-03-01 02", BinanceBtc).SubCode);
    }

    [Fact]
    public void A_missing_column_is_named()
    {
        _data.Write(BinanceSpot, "timestamp,open,high,low,volume", "2024-03-01T00:00:00Z,100,120,90,1");

        var error = _data.Refusal("2024-03-01 01", "2024-03-01 02", BinanceBtc);

        Assert.Equal(("DPR-002", "DATA-005"), (error.Code, error.SubCode));
        Assert.Contains("Column close is missing", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(":1", error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_stands_twice_is_refused()
    {
        _data.Write(BinanceSpot, "timestamp,open,high,low,close,close", Good);

        Assert.Equal("DATA-005", _data.Refusal("2024-03-01 01", "2024-03-01 02", BinanceBtc).SubCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("timestamp,open,high,low,close,volume\n")]
    [InlineData("timestamp,open,high,low,close,volume\n\n\n")]
    public void A_file_without_rows_is_refused(string text)
    {
        var file = _data.Write(BinanceSpot);
        File.WriteAllText(file, text);

        var error = _data.Refusal("2024-03-01 01", "2024-03-01 02", BinanceBtc);

        Assert.Equal(("DPR-002", "DATA-003", file), (error.Code, error.SubCode, error.Where));
    }

    [Fact]
    public void The_last_row_of_a_truncated_file_is_refused()
    {
        var file = _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101, 102);
        File.WriteAllText(file, File.ReadAllText(file)[..^9]);

        var error = _data.Refusal("2024-03-01 01", "2024-03-01 02", BinanceBtc);

        Assert.Equal("DATA-002", error.SubCode);
        Assert.EndsWith(":4", error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_daily_file_must_stand_on_midnights()
    {
        _data.Write(Reserve("USDT"), ReserveHeader, Snapshot(At("2024-03-01 01"), 1.01m, 1m));

        var error = _data.Refusal("2024-03-01 01", "2024-03-01 02", new SeriesKey(SeriesKind.SupplyRate, "aave_v3", "USDT"));

        Assert.Equal("DATA-010", error.SubCode);
        Assert.Contains("midnight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_bad_files_the_one_asked_for_first_is_reported()
    {
        _data.Write(BinanceSpot, CandleHeader, "bad");
        _data.Write(BybitSpot, [CandleHeader, .. Enumerable.Repeat("", 1000), "bad"]);

        Assert.Contains("bybit", _data.Refusal("2024-03-01 01", "2024-03-01 02", BybitBtc, BinanceBtc).Where, StringComparison.Ordinal);
        Assert.Contains("binance", _data.Refusal("2024-03-01 01", "2024-03-01 02", BinanceBtc, BybitBtc).Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Byte_order_mark_comments_blank_lines_column_order_and_line_ends_do_not_matter()
    {
        var file = _data.Write(BinanceSpot);
        File.WriteAllText(file, "# note\r\nclose,volume,low,high,open,timestamp\r\n110,1,90,120,100,2024-03-01 00:00:00+00:00\r\n\r\n", System.Text.Encoding.UTF8);

        var market = _data.Load("2024-03-01 01", "2024-03-01 02", BinanceBtc);

        Assert.Equal(new Observation(110, 0), market.Read(BinanceBtc, "2024-03-01 01"));
    }

    [Fact]
    public void Each_error_carries_what_a_person_can_do()
    {
        _data.Write(BinanceSpot, CandleHeader, "bad");

        var error = _data.Refusal("2024-03-01 01", "2024-03-01 02", BinanceBtc);

        Assert.Equal(Severity.High, error.Severity);
        Assert.NotEmpty(error.Remedy);
    }

    public void Dispose() => _data.Dispose();
}

using BasisActors.Data.Databases;
using BasisActors.Data.Sample;
using BasisActors.Data.Tests.Loading;
using BasisActors.Data.Tests.Sample;
using BasisActors.Domain.Configuration;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Market;
using BasisActors.Tests;
using Xunit.Abstractions;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Databases;

/// <summary>What holds for every database (S-032): what is loaded from it is what is loaded from the files.</summary>
public abstract class ImportTests(ITestOutputHelper output) : IDisposable
{
    private const string EvenOdder = "2024-03-01T02:00:00Z,1e2,+120.50,90,110.000,1";

    private readonly DataFolder _data = new();

    private protected DataFolder Data => _data;

    protected ITestOutputHelper Output => output;

    [Theory]
    [InlineData(PriceRule.PrevClose, GapRule.Carry)]
    [InlineData(PriceRule.PrevClose, GapRule.Substitute)]
    [InlineData(PriceRule.Open, GapRule.Carry)]
    public void Every_series_of_the_sample_is_the_same_as_from_its_files_with_the_same_report(PriceRule prices, GapRule gaps)
    {
        if (NewDatabase() is not { } database)
            return;
        using var folder = new TemporaryFolder();
        _ = SampleDataSet.Write(new SampleRequest(folder["sample"], SampleDataSet.DefaultSeed, At("2024-01-01 00"), At("2024-08-01 00")));
        Import(folder["sample"], database);

        var request = All(folder["sample"], "2024-06-01 00", "2024-07-31 23", Rules with { PriceRule = prices, GapRule = gaps, MissingFunding = MissingFunding.Zero });

        Check(request, database);
    }

    [Theory]
    [InlineData(GapRule.Carry)]
    [InlineData(GapRule.Substitute)]
    public void Every_series_of_the_real_data_is_the_same_as_from_its_files_with_the_same_report(GapRule gaps)
    {
        if (RealData.Find(output) is not { } root || NewDatabase() is not { } database)
            return;
        Import(root, database);

        Check(All(root, "2024-06-01 00", "2025-05-31 16", Rules with { GapRule = gaps, MissingFunding = MissingFunding.Zero }), database);
        Check(All(root, "2024-01-01 01", "2024-01-03 00", Rules with { MissingFunding = MissingFunding.Zero }), database); // most begin later
    }

    [Fact]
    public void Trailing_zeros_exponents_the_sign_of_a_zero_and_28_digits_survive()
    {
        if (NewDatabase() is not { } database)
            return;
        _data.Write(BinanceSpot, CandleHeader, "2024-03-01T00:00:00Z,1.10,1.2000,0.1234567890123456789012345678,1.1000000000000000000000000000,1", "2024-03-01T01:00:00Z,9,9,9,9,9", EvenOdder);
        _data.Write(BinanceFunding, FundingHeader, "2024-03-01T00:00:00Z,-0.000,x,x", "2024-03-01T00:00:00Z,0,x,x", "2024-03-01T08:00:00Z,-1e-8,x,x");
        Import(_data.Root, database);

        foreach (var rule in new[] { PriceRule.PrevClose, PriceRule.Open })
            Check(_data.Request("2024-03-01 01", "2024-03-01 03", BinanceBtc, BinanceRate) with { Rules = Rules with { PriceRule = rule } }, database);
    }

    [Theory]
    [InlineData("2024-03-01 02", "2024-03-01 03")] // the first rows are before the run
    [InlineData("2024-03-20 02", "2024-03-20 03")] // all rows but the last are long before the run
    [InlineData("2024-03-20 02", "2024-03-20 05")] // ends before the run
    [InlineData("2024-02-20 02", "2024-02-20 05")] // begins after it
    public void Coverage_and_the_value_known_before_the_run_are_those_of_the_whole_file(string from, string to)
    {
        if (NewDatabase() is not { } database)
            return;
        _data.Write(BinanceSpot, [CandleHeader, .. Enumerable.Range(0, 5).Select(i => Bar(At("2024-03-01 00").AddHours(i), 100 + i)), Bar(At("2024-03-20 02"), 200)]);
        _data.Bars(BybitSpot, At("2024-01-01 00"), Enumerable.Repeat((decimal?)100m, 24 * 90));
        Import(_data.Root, database);

        Check(_data.Request(from, to, BybitBtc) with { Optional = [BinanceBtc] }, database);
        CheckRefusalOrSame(_data.Request(from, to, BinanceBtc), database);
    }

    [Fact]
    public void A_second_import_changes_nothing_and_says_so()
    {
        if (NewDatabase() is not { } database)
            return;
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        _data.Settlements(BinanceFunding, At("2024-03-01 00"), 0.0001m);

        var first = Import(_data.Root, database);
        var second = Import(_data.Root, database);

        Assert.False(first.ChangedNothing);
        Assert.Equal([ImportOutcome.Written, ImportOutcome.Written], first.Files.Select(f => f.Outcome));
        Assert.True(second.ChangedNothing);
        Assert.Equal(first.Files.Select(f => f with { Outcome = ImportOutcome.Unchanged }), second.Files);
        Assert.Equal(new ImportedFile(BinanceSpot, ImportOutcome.Written, 2, At("2024-03-01 00"), At("2024-03-01 01")), first.Files[0]);
    }

    [Fact]
    public void A_changed_file_replaces_its_rows_and_no_others()
    {
        if (NewDatabase() is not { } database)
            return;
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101, 102);
        _data.Bars(BybitSpot, At("2024-03-01 00"), 200, 201, 202);
        Import(_data.Root, database);
        File.Delete(Path.Combine(_data.Root, BinanceSpot));
        _data.Bars(BinanceSpot.Replace("2024-12-31", "2025-12-31", StringComparison.Ordinal), At("2024-03-01 00"), 100, 111); // later, shorter, another name

        var report = Import(_data.Root, database);

        Assert.Equal([ImportOutcome.Replaced, ImportOutcome.Unchanged], report.Files.Select(f => f.Outcome));
        Assert.Equal(2, report.Files[0].Rows);
        Check(_data.Request("2024-03-01 01", "2024-03-01 02", BinanceBtc, BybitBtc), database);
    }

    [Fact]
    public void A_file_that_only_the_database_has_is_kept()
    {
        if (NewDatabase() is not { } database)
            return;
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        Import(_data.Root, database);
        using var more = new DataFolder();
        more.Bars(BybitSpot, At("2024-03-01 00"), 200, 201);

        var report = Import(more.Root, database);

        Assert.Equal([ImportOutcome.Written, ImportOutcome.Kept], report.Files.Select(f => f.Outcome));
        Assert.True(DatabaseMarketData.Has(database, BinanceBtc));
        Assert.True(DatabaseMarketData.Has(database, BybitBtc));
        Assert.False(DatabaseMarketData.Has(database, BinanceRate));
    }

    [Fact]
    public void A_bad_file_is_the_error_that_loading_it_gives_and_the_database_stays_as_it_was()
    {
        if (NewDatabase() is not { } database)
            return;
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        _data.Bars(BybitSpot, At("2024-03-01 00"), 200, 201);
        Import(_data.Root, database);
        var request = _data.Request("2024-03-01 01", "2024-03-01 02", BinanceBtc, BybitBtc);
        var before = CsvMarketData.Load(request);
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 111, 112);
        _data.Write(BybitSpot, CandleHeader, "2024-03-01T00:00:00Z,100,120,90,121,1");

        var error = Assert.Throws<BasisException>(() => Import(_data.Root, database)).Error;

        Assert.Equal(Refusal(request), error);
        Assert.Equal("DATA-012", error.SubCode);
        SameMarket.Check(before, DatabaseMarketData.Load(request with { Source = database }));
    }

    [Fact]
    public void A_cancelled_import_leaves_what_was_there()
    {
        if (NewDatabase() is not { } database)
            return;
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        _data.Bars(BybitSpot, At("2024-03-01 00"), 200, 201);
        Import(_data.Root, database);
        var request = _data.Request("2024-03-01 01", "2024-03-01 02", BinanceBtc, BybitBtc);
        var before = CsvMarketData.Load(request);
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 111, 112);
        _data.Bars(BybitSpot, At("2024-03-01 00"), 211, 212);
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => new MarketImport(_data.Root, database).Run(_ => stop.Cancel(), stop.Token)); // after the first of two

        SameMarket.Check(before, DatabaseMarketData.Load(request with { Source = database }));
        Assert.All(Import(_data.Root, database).Files, f => Assert.Equal(ImportOutcome.Replaced, f.Outcome));
        Check(request, database);
    }

    [Fact]
    public void A_missing_file_is_refused_with_the_code_of_the_files()
    {
        if (NewDatabase() is not { } database)
            return;
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        Import(_data.Root, database);

        var error = Refused(_data.Request("2024-03-01 01", "2024-03-01 02", BybitBtc), database);

        Assert.Equal(("DPR-001", "DATA-001"), (error.Code, error.SubCode));
        Assert.Contains("bybit_BTCUSDT_spot_1h_*.csv", error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_nothing_was_imported_into_is_refused()
    {
        if (NewDatabase() is not { } database)
            return;
        CreateEmpty(database);

        var error = Refused(_data.Request("2024-03-01 01", "2024-03-01 02", BinanceBtc), database);

        Assert.Equal(("DPR-001", "DATA-001"), (error.Code, error.SubCode));
        Assert.StartsWith("The database holds no market data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_another_version_are_neither_read_nor_written()
    {
        if (NewDatabase() is not { } database)
            return;
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        Import(_data.Root, database);
        Execute(database, "UPDATE market_schema SET columns = 'market_candles: close'");

        var read = Refused(_data.Request("2024-03-01 01", "2024-03-01 02", BinanceBtc), database);
        var written = Assert.Throws<BasisException>(() => Import(_data.Root, database)).Error;

        Assert.Equal(("DPR-001", "DATA-001"), (read.Code, read.SubCode));
        Assert.Contains("another version", read.Message, StringComparison.Ordinal);
        Assert.Equal(read, written);
    }

    [Fact]
    public void A_value_that_somebody_spoiled_is_refused_and_named()
    {
        if (NewDatabase() is not { } database)
            return;
        _data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        Import(_data.Root, database);
        Execute(database, "UPDATE market_candles SET close = 'much'");

        var error = Refused(_data.Request("2024-03-01 01", "2024-03-01 02", BinanceBtc), database);

        Assert.Equal(("DPR-002", "DATA-006"), (error.Code, error.SubCode));
        Assert.Contains("close at 2024-03-01 00:00 is 'much'", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _data.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A connection to a database that holds nothing, or null when there is none to be had here.</summary>
    protected abstract string? NewDatabase();

    /// <summary>Makes sure that there is a database, without any table.</summary>
    protected abstract void CreateEmpty(string database);

    private protected static ImportReport Import(string root, string database) => new MarketImport(root, database).Run(_ => { }, CancellationToken.None);

    private protected static void Check(MarketDataRequest request, string database) =>
        SameMarket.Check(CsvMarketData.Load(request), DatabaseMarketData.Load(request with { Source = database }));

    protected static void Execute(string database, string sql)
    {
        using var session = DatabaseAddress.Parse(database).Write();
        session.Execute(sql);
        session.Commit();
    }

    private static MarketDataRequest All(string root, string from, string to, DataRules rules) =>
        new(root, At(from), At(to), [new SeriesKey(SeriesKind.SupplyRate, "aave_v3", "USDT")], [.. Catalogue.FileCatalogue.Series], rules);

    private static BasisError Refused(MarketDataRequest request, string database) => ErrorOf(() => DatabaseMarketData.Load(request with { Source = database }))!;

    private static void CheckRefusalOrSame(MarketDataRequest request, string database)
    {
        var expected = ErrorOf(() => CsvMarketData.Load(request));
        Assert.Equal(expected, ErrorOf(() => DatabaseMarketData.Load(request with { Source = database })));
        if (expected is null)
            Check(request, database);
    }

    private static BasisError? ErrorOf(Func<LoadedMarket> load)
    {
        try
        {
            _ = load();
            return null;
        }
        catch (BasisException e)
        {
            return e.Error;
        }
    }
}

using BasisActors.Data.Databases;
using BasisActors.Data.Tests.Sample;
using BasisActors.Domain.Errors;
using Xunit.Abstractions;
using static BasisActors.Data.Tests.Loading.DataFolder;

namespace BasisActors.Data.Tests.Databases;

/// <summary>SQLite, in a file of the test's own.</summary>
public sealed class SqliteTests(ITestOutputHelper output) : ImportTests(output), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_second_import_leaves_every_byte_of_the_file()
    {
        Data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        Import(Data.Root, NewDatabase());
        var before = File.ReadAllBytes(NewDatabase());

        Import(Data.Root, NewDatabase());

        Assert.Equal(before, File.ReadAllBytes(NewDatabase()));
    }

    [Fact]
    public void After_a_crash_in_the_middle_of_an_import_the_previous_state_is_read()
    {
        Data.Bars(BinanceSpot, At("2024-03-01 00"), Enumerable.Range(0, 50_000).Select(i => (decimal?)(100.0123456789012345678901m + i)));
        Data.Bars(BybitSpot, At("2024-03-01 00"), 200, 201);
        Import(Data.Root, NewDatabase());
        var request = Data.Request("2024-03-01 01", "2024-03-01 02", BinanceBtc, BybitBtc);
        var before = CsvMarketData.Load(request);
        Data.Bars(BinanceSpot, At("2024-03-01 00"), Enumerable.Range(0, 50_000).Select(i => (decimal?)(500.0123456789012345678901m + i))); // several times SQLite's cache of 2 MB
        var crashed = _folder["crashed.db"];
        var bytes = File.ReadAllBytes(NewDatabase());

        // A crash leaves the file and its journal as they are in the middle of the import, here before the second of two files.
        new MarketImport(Data.Root, NewDatabase()).Run(
            file =>
            {
                if (!file.Path.EndsWith(Path.GetFileName(BinanceSpot), StringComparison.Ordinal))
                    return;
                File.Copy(NewDatabase(), crashed);
                File.Copy(NewDatabase() + "-journal", crashed + "-journal");
            },
            CancellationToken.None);

        Assert.False(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(crashed).AsSpan(0, bytes.Length)), "The crash came before anything was written.");
        SameMarket.Check(before, DatabaseMarketData.Load(request with { Source = crashed }));
        Check(request, NewDatabase());
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused_and_not_made()
    {
        var error = Assert.Throws<BasisException>(() => DatabaseMarketData.Has(NewDatabase(), BinanceBtc)).Error;

        Assert.Equal(("DPR-001", "DATA-001", NewDatabase()), (error.Code, error.SubCode, error.Where));
        Assert.False(File.Exists(NewDatabase()));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        Data.Bars(BinanceSpot, At("2024-03-01 00"), 100, 101);
        File.WriteAllText(NewDatabase(), "a text of somebody, long enough to have a header if it were a database; it is not one");

        Assert.Equal("DPR-001", Assert.Throws<BasisException>(() => DatabaseMarketData.Has(NewDatabase(), BinanceBtc)).Error.Code);
        Assert.Equal("DPR-001", Assert.Throws<BasisException>(() => Import(Data.Root, NewDatabase())).Error.Code);
        Assert.StartsWith("a text", File.ReadAllText(NewDatabase()), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_files_make_no_database()
    {
        Data.Write(BinanceSpot, CandleHeader, "bad");

        Assert.Throws<BasisException>(() => Import(Data.Root, NewDatabase()));

        Assert.False(File.Exists(NewDatabase()));
    }

    [Fact]
    public void A_folder_without_any_known_file_is_refused()
    {
        var error = Assert.Throws<BasisException>(() => Import(Data.Root, NewDatabase())).Error;

        Assert.Equal(("DPR-001", "DATA-001", Data.Root), (error.Code, error.SubCode, error.Where));
    }

    public new void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    protected override string NewDatabase() => _folder["market.db"];

    protected override void CreateEmpty(string database) => File.WriteAllBytes(database, []);
}

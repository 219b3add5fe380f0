using System.Text.Json;
using BasisActors.Data.Sample;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Tests.Sample;

public sealed class SampleFolderTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 2, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTime Earlier = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["sample"];

    private string Gas(int days = 2) => Path.Combine(Target, "blockchain_data", "gas_prices", $"ethereum_gas_prices_2024-02-05_{Start.AddDays(days):yyyy-MM-dd}.csv");

    [Fact]
    public void The_manifest_says_which_sample_it_is_and_counts_its_rows()
    {
        var report = Write();

        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Target, "sample.json")));
        var root = manifest.RootElement;
        Assert.Equal(5UL, root.GetProperty("seed").GetUInt64());
        Assert.Equal("2024-02-05", root.GetProperty("from").GetString());
        Assert.Equal("2024-02-07", root.GetProperty("to").GetString());
        Assert.Equal(report.Rows, root.GetProperty("rows").GetInt64());
        Assert.Equal(report.Files, root.GetProperty("files").GetArrayLength());
        var gas = root.GetProperty("files").EnumerateArray().Single(f => f.GetProperty("path").GetString()!.Contains("gas"));
        Assert.Equal(49, gas.GetProperty("rows").GetInt64());   // two days of hours and the closing midnight
        Assert.Equal(new FileInfo(Gas()).Length, gas.GetProperty("bytes").GetInt64());
    }

    [Fact]
    public void An_identical_request_keeps_the_files()
    {
        var first = Write();
        File.SetLastWriteTimeUtc(Gas(), Earlier);

        Assert.Equal(first, Write());
        Assert.Equal(Earlier, File.GetLastWriteTimeUtc(Gas()));
    }

    [Fact]
    public void A_sample_with_a_damaged_file_is_written_again()
    {
        Write();
        var whole = File.ReadAllBytes(Gas());
        File.WriteAllBytes(Gas(), whole[..100]);

        Write();

        Assert.Equal(whole, File.ReadAllBytes(Gas()));
    }

    [Fact]
    public void Another_request_replaces_the_sample()
    {
        Write();
        Write(days: 3);

        Assert.False(File.Exists(Gas()));
        Assert.True(File.Exists(Gas(days: 3)));
        Assert.Equal(Target, Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Root)));
    }

    [Fact]
    public void An_empty_folder_is_filled()
    {
        Directory.CreateDirectory(Target);
        Write();
        Assert.True(File.Exists(Gas()));
    }

    [Fact]
    public void A_folder_with_other_things_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "letters.txt"), "keep me");

        var error = Refused(() => Write());

        Assert.Equal("RST-001", error.Code);
        Assert.Equal(Target, error.Where);
        Assert.Equal("keep me", File.ReadAllText(Path.Combine(Target, "letters.txt")));
        Assert.Single(Directory.EnumerateFileSystemEntries(Target));
    }

    [Fact]
    public void A_file_in_the_way_is_refused()
    {
        File.WriteAllText(Target, "keep me");
        Assert.Equal("RST-001", Refused(() => Write()).Code);
        Assert.Equal("keep me", File.ReadAllText(Target));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("{\"kind\":\"something-else\",\"files\":[]}")]
    public void A_manifest_of_something_else_is_refused(string text)
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "sample.json"), text);

        var error = Refused(() => Write());

        Assert.Equal("DPR-001", error.Code);
        Assert.Equal(Path.Combine(Target, "sample.json"), error.Where);
        Assert.Equal(text, File.ReadAllText(Path.Combine(Target, "sample.json")));
    }

    [Fact]
    public void What_an_interrupted_run_left_behind_is_cleared_away()
    {
        var leftover = _folder["sample.partial-1-1"];
        Directory.CreateDirectory(leftover);
        File.WriteAllText(Path.Combine(leftover, ".writing"), "");

        Write();

        Assert.False(Directory.Exists(leftover));
    }

    [Fact]
    public void The_staging_folder_of_a_run_at_work_is_left_alone()
    {
        var staging = _folder["sample.partial-1-1"];
        Directory.CreateDirectory(staging);
        using var held = new FileStream(Path.Combine(staging, ".writing"), FileMode.CreateNew, FileAccess.Write, FileShare.None);

        Write();

        Assert.True(Directory.Exists(staging));
    }

    [Fact]
    public void A_failed_write_leaves_nothing()
    {
        var folder = new SampleFolder(Target);
        var error = Refused(() => folder.Replace(
            staging =>
            {
                File.WriteAllText(Path.Combine(staging, "half.csv"), "1,2");
                throw new IOException("disk full");
            },
            _ => false));

        Assert.Equal("RST-001", error.Code);
        Assert.Contains("disk full", error.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void Two_writers_of_one_sample_both_succeed()
    {
        Parallel.Invoke(() => Write(), () => Write());
        Assert.Equal(Target, Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Root)));
    }

    [Theory]
    [InlineData("2024-02-05T00:00:00Z", "2024-02-05T00:00:00Z")]   // nothing between
    [InlineData("2024-02-05T00:00:00Z", "2024-02-01T00:00:00Z")]   // backwards
    [InlineData("2024-02-05T01:00:00Z", "2024-02-07T00:00:00Z")]   // not a midnight
    [InlineData("2024-02-05T00:00:00Z", "2024-02-07T00:00:00+02:00")]
    [InlineData("2024-02-05T00:00:00Z", "2124-02-05T00:00:00Z")]   // a century
    public void A_span_that_cannot_be_written_is_refused(string from, string to)
    {
        var request = new SampleRequest(Target, 5, DateTimeOffset.Parse(from), DateTimeOffset.Parse(to));
        Assert.Equal("BTS-002", Refused(() => SampleDataSet.Write(request)).Code);
        Assert.False(Directory.Exists(Target));
    }

    public void Dispose() => _folder.Dispose();

    private static BasisError Refused(Action action) => Assert.Throws<BasisException>(action).Error;

    private SampleReport Write(int days = 2) => SampleDataSet.Write(new SampleRequest(Target, 5, Start, Start.AddDays(days)));
}

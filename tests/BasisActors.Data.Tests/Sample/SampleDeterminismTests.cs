using System.Security.Cryptography;
using System.Text;
using BasisActors.Data.Sample;

namespace BasisActors.Data.Tests.Sample;

public sealed class SampleDeterminismTests
{
    private static readonly DateTimeOffset Start = new(2024, 2, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_and_span_give_the_same_bytes_in_any_directory()
    {
        using var folder = new TemporaryFolder();
        var one = Write(folder["one"], 1, 10);
        var other = Write(Path.Combine(folder["two"], "levels"), 1, 10);

        Assert.Equal(one.Contents().Keys, other.Contents().Keys);
        Assert.All(one.Contents(), file => Assert.Equal(file.Value, other.Contents()[file.Key]));
    }

    [Fact]
    public void A_small_sample_has_the_bytes_it_always_had()
    {
        // A change here means that every published number computed on a sample changes: raise the generator's version with it.
        using var folder = new TemporaryFolder();
        Assert.Equal("0906764FEE5782FF5E6F4235CCAB4B7FC7CD680FC87A8256D00BDBD4A431EE02", Hash(Write(folder["s"], 1, 10)));
    }

    [Fact]
    public void Another_seed_gives_other_values_in_every_generated_file()
    {
        using var folder = new TemporaryFolder();
        var one = Write(folder["one"], 1, 30).Contents();
        var other = Write(folder["two"], 2, 30).Contents();

        var equal = one.Where(f => f.Value.AsSpan().SequenceEqual(other[f.Key])).Select(f => f.Key);
        Assert.Equal(["manual_sources/aave_params/aave_current_v3_prams_etherum_mainnet.csv"], equal);
    }

    [Fact]
    public void A_later_end_leaves_every_earlier_row_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var shorter = Write(folder["one"], 3, 30);
        var longer = Write(folder["two"], 3, 47).Contents();

        foreach (var (name, bytes) in shorter.Contents().Where(f => f.Key.EndsWith(".csv", StringComparison.Ordinal)))
        {
            var rows = Rows(bytes);
            Assert.Equal(rows, Rows(longer[name]).Take(rows.Count));
        }
    }

    [Fact]
    public void The_offset_in_which_the_span_is_given_does_not_matter()
    {
        using var folder = new TemporaryFolder();
        var utc = Write(folder["utc"], 4, 2);
        SampleDataSet.Write(new SampleRequest(folder["east"], 4, Start.ToOffset(TimeSpan.FromHours(5)), Start.AddDays(2).ToOffset(TimeSpan.FromHours(-3))));

        Assert.Equal(Hash(utc), Hash(new SampleFiles(folder["east"])));
    }

    private static SampleFiles Write(string directory, ulong seed, int days)
    {
        SampleDataSet.Write(new SampleRequest(directory, seed, Start, Start.AddDays(days)));
        return new SampleFiles(directory);
    }

    private static List<string> Rows(byte[] bytes) =>
        [.. Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];

    private static string Hash(SampleFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in files.Contents())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

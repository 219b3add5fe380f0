using Xunit.Abstractions;

namespace BasisActors.Host.Tests.Golden;

/// <summary>
/// What every mode comes to, written down. With BASIS_GOLDEN=write the files are written anew instead of compared (docs/testing.md).
/// </summary>
[Collection(RunsCollection.Name)]
public sealed class GoldenTests(Runs runs, ITestOutputHelper output)
{
    private static readonly bool Writes = Environment.GetEnvironmentVariable("BASIS_GOLDEN") == "write";

    public static TheoryData<string> Files => [.. GoldenCases.Modes.Select(m => m.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_mode_comes_to_what_is_written_down_twice_on_both_lanes_and_keeps_every_invariant(string file)
    {
        var calm = GoldenCases.Modes.Single(m => m.File == file).Calm;
        var done = new List<WatchedRun>();
        foreach (var one in GoldenCases.Of(calm))
        {
            var (first, second) = await runs.TwiceAsync(one);
            Assert.NotEqual(first.Witness.Lane, second.Witness.Lane);
            Assert.Equal(first.Summary.JournalHash, second.Summary.JournalHash);
            done.Add(first);
        }

        var (path, actual) = (GoldenFile.PathOf(file), GoldenFile.Write(done));
        if (Writes)
            await File.WriteAllTextAsync(path, actual);
        foreach (var run in done)
            output.WriteLine($"{run.Case}: {string.Join("; ", run.Invariants.Breaches)}");
        Assert.All(done, run => Assert.True(run.Invariants.Breaches.Count == 0, $"{run.Case}\n{string.Join('\n', run.Invariants.Breaches)}"));
        var differences = GoldenFile.Differences(await File.ReadAllTextAsync(path), actual);
        Assert.True(
            differences.Count == 0,
            $"{path} differs from what the runs come to now. If that is meant, write it anew with BASIS_GOLDEN=write (docs/testing.md).\n{string.Join('\n', differences)}");
    }
}

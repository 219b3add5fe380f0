using System.Text.RegularExpressions;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Architecture;

/// <summary>Rules of the house that no compiler checks.</summary>
public partial class SourceRuleTests
{
    /// <summary>Where an actor may wait for the outside world; everywhere else a decision is made inside one handler.</summary>
    private static readonly string[] MayWait = ["MarketData", "Execution", "Events", "Runs"];

    [Fact]
    public void Deciding_actors_never_wait() // S-072
    {
        var offenders = Repository.Sources("src/BasisActors.Actors")
            .Where(file => !MayWait.Contains(file.Path.Split('/')[2]))
            .Where(file => Waiting().IsMatch(file.Code));

        Assert.Empty(offenders.Select(f => f.Path));
    }

    [Fact]
    public void The_domain_calculates_in_decimal_outside_of_health()
    {
        var offenders = Repository.Sources("src/BasisActors.Domain").Where(file => file.Path.Split('/')[2] != "Health" && BinaryFloat().IsMatch(file.Code));

        Assert.Empty(offenders.Select(f => f.Path));
    }

    [Fact]
    public void The_domain_knows_no_clock_and_no_chance() =>
        Assert.Empty(Repository.Sources("src/BasisActors.Domain").Where(file => ClockOrChance().IsMatch(file.Code)).Select(f => f.Path));

    [Theory]
    [InlineData("var x = await y;", true)]
    [InlineData("ReceiveAsync<Tick>(t => Do(t));", true)]
    [InlineData("var a = actor.Ask<Pong>(ping);", true)]
    [InlineData("// await and Ask( in a comment", false)]
    [InlineData("Log(\"await\"); AskForStatements();", false)]
    public void The_scan_sees_waiting_and_is_not_fooled_by_words(string code, bool waits) =>
        Assert.Equal(waits, Waiting().IsMatch(new Repository.SourceFile("a.cs", code).Code));

    [Theory]
    [InlineData("double x = 1;", true)]
    [InlineData("var y = (float)x;", true)]
    [InlineData("var z = 1e-8 * x;", true)]
    [InlineData("var z = Math.Pow(x, y);", true)]
    [InlineData("/// double entry", false)]
    [InlineData("var z = 1e-8m * x; var n = 0.5m;", false)]
    public void The_scan_sees_binary_floats_and_is_not_fooled_by_words(string code, bool found) =>
        Assert.Equal(found, BinaryFloat().IsMatch(new Repository.SourceFile("a.cs", code).Code));

    [GeneratedRegex(@"\bReceiveAsync\b|\bReceiveAnyAsync\b|\.Ask\s*[<(]|\bawait\b")]
    private static partial Regex Waiting();

    [GeneratedRegex(@"\b(double|float|Double|Single|Half)\b|\bMath\.(Pow|Sqrt|Log|Exp|Log10|Log2|Cbrt)\b|\bMathF\b|(?<![\w.])(\d+\.\d+|\d+(\.\d+)?[eE][-+]?\d+)(?![\w.])")]
    private static partial Regex BinaryFloat();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bGuid\.NewGuid\b|\bRandom\b|\bStopwatch\b|\bEnvironment\.|\bThread\b|\bTask\b")]
    private static partial Regex ClockOrChance();
}

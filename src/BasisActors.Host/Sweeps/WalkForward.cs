using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.Sweeps;

/// <summary>A training period and the test period that follows it at once.</summary>
/// <param name="Number">From 1.</param>
/// <param name="TrainFrom">First tick of the training.</param>
/// <param name="Split">Last tick of the training and first of the test: what was learnt up to it is what the test begins with.</param>
/// <param name="TestTo">Last tick of the test.</param>
public sealed record WalkForwardWindow(int Number, DateTimeOffset TrainFrom, DateTimeOffset Split, DateTimeOffset TestTo);

/// <summary>How a period is cut into windows that roll on by the length of the test.</summary>
/// <param name="TrainDays">Days of each training.</param>
/// <param name="TestDays">Days of each test.</param>
public sealed record WalkForward(int TrainDays, int TestDays)
{
    private const string Option = "--walk-forward";

    /// <summary>Reads <c>train=90d,test=30d</c>.</summary>
    /// <exception cref="BasisException">BTS-002 when the text is something else.</exception>
    public static WalkForward Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Days(parts, "train") is { } train && Days(parts, "test") is { } test
            ? new WalkForward(train, test)
            : throw new BasisException("BTS-002", $"'{text}' is not a pair of lengths in whole days; the form is train=90d,test=30d.", Option);
    }

    /// <summary>The windows that fit a period as a whole; what is left at its end is not tested.</summary>
    /// <exception cref="BasisException">BTS-002 when not even one fits.</exception>
    public ImmutableArray<WalkForwardWindow> Windows(DateTimeOffset from, DateTimeOffset to)
    {
        var windows = ImmutableArray.CreateBuilder<WalkForwardWindow>();
        for (var start = from; start.AddDays(TrainDays + TestDays) <= to; start = start.AddDays(TestDays))
            windows.Add(new WalkForwardWindow(windows.Count + 1, start, start.AddDays(TrainDays), start.AddDays(TrainDays + TestDays)));
        return windows.Count > 0
            ? windows.ToImmutable()
            : throw new BasisException("BTS-002", $"{TrainDays} days of training and {TestDays} of test do not fit into {from:yyyy-MM-dd} to {to:yyyy-MM-dd}.", Option);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"train={TrainDays}d,test={TestDays}d");

    private static int? Days(string[] parts, string name)
    {
        foreach (var part in parts)
        {
            if (part.StartsWith(name + "=", StringComparison.Ordinal) && part.EndsWith('d')
                && int.TryParse(part.AsSpan(name.Length + 1, part.Length - name.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 36_500)
                return days;
        }

        return null;
    }
}

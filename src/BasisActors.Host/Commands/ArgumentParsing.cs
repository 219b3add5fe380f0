using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Strategies;

namespace BasisActors.Host.Commands;

/// <summary>Reads the values that the command line shares: times, amounts, flows.</summary>
public static class ArgumentParsing
{
    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:sszzz"];

    /// <summary>A date (its 00:00) or an ISO 8601 time in UTC, on the full hour.</summary>
    /// <exception cref="BasisException">BTS-002 with the option and the allowed forms.</exception>
    public static DateTimeOffset Time(string text, string option)
    {
        if (!DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            throw new BasisException("BTS-002", $"'{text}' is not a time; allowed are yyyy-MM-dd and ISO 8601 UTC such as 2024-06-01T08:00:00Z.", option);
        if (time.Ticks % TimeSpan.TicksPerHour != 0)
            throw new BasisException("BTS-002", $"'{text}' is not on the full hour; the clock of a backtest ticks on full hours.", option);
        return time;
    }

    /// <summary>The values of --from and --to.</summary>
    /// <exception cref="BasisException">BTS-002 unless both are times and the first is before the second.</exception>
    public static (DateTimeOffset From, DateTimeOffset To) Period(string from, string to)
    {
        var (start, end) = (Time(from, "--from"), Time(to, "--to"));
        return start < end
            ? (start, end)
            : throw new BasisException("BTS-002", $"--from {start:yyyy-MM-dd HH:mm} is not before --to {end:yyyy-MM-dd HH:mm}.", "--from");
    }

    /// <exception cref="BasisException">BTS-002 unless the text is a number above 0.</exception>
    public static decimal PositiveAmount(string text, string option)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount))
            throw new BasisException("BTS-002", $"'{text}' is not a number.", option);
        return amount > 0 ? amount : throw new BasisException("BTS-002", $"The amount is {text}; it must be above 0.", option);
    }

    /// <summary><c>TIME:deposit|withdraw:AMOUNT</c>, the time may contain colons.</summary>
    /// <exception cref="BasisException">BTS-002 when the text is not a flow or lies outside the run.</exception>
    public static CapitalRequest Flow(string text, DateTimeOffset from, DateTimeOffset to)
    {
        const string option = "--flow";
        var amountAt = text.LastIndexOf(':');
        var kindAt = amountAt > 0 ? text.LastIndexOf(':', amountAt - 1) : -1;
        if (kindAt <= 0)
            throw new BasisException("BTS-002", $"'{text}' is not a flow; the form is 2024-08-01:deposit:25000 or 2024-08-01:withdraw:25000.", option);
        var kind = text[(kindAt + 1)..amountAt] switch
        {
            "deposit" => CapitalRequestKind.Deposit,
            "withdraw" => CapitalRequestKind.Withdrawal,
            var other => throw new BasisException("BTS-002", $"'{other}' is not a kind of flow; allowed are deposit and withdraw.", option),
        };
        var time = Time(text[..kindAt], option);
        if (time < from || time > to)
            throw new BasisException("BTS-002", $"The flow at {time:yyyy-MM-dd HH:mm} is outside the run, {from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm}.", option);
        return new CapitalRequest(kind, PositiveAmount(text[(amountAt + 1)..], option), time);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Host.Http;

namespace BasisActors.Host.Inspection;

/// <summary>What a value of an argument must be.</summary>
public enum ArgumentKind
{
    Text,

    /// <summary>Given or not.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A number with a unit: <c>500ms</c>, <c>2s</c>, <c>1m</c>.</summary>
    Duration,

    /// <summary>One of some words.</summary>
    Choice,
}

/// <summary>An argument of a command.</summary>
/// <param name="Name">Its name, <c>--name</c> on the command line unless it is given by its place.</param>
/// <param name="Description">For people.</param>
public sealed record InspectionArgument(string Name, string Description)
{
    public ArgumentKind Kind { get; init; } = ArgumentKind.Text;

    /// <summary>True when it is given by its place.</summary>
    public bool IsPositional { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>The words of a choice.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Least and greatest count.</summary>
    public (int Least, int Most) Range { get; init; } = (1, int.MaxValue);

    /// <summary>A caller who gives it needs this role, where the command alone needs less; null changes nothing.</summary>
    public ApiRole? Role { get; init; }

    /// <summary>Checks a value and leaves it as it is to be read.</summary>
    /// <exception cref="BasisException">INS-001 when it is not allowed.</exception>
    internal string Checked(string value)
    {
        var allowed = Kind switch
        {
            ArgumentKind.Flag => value is "true" or "false" ? null : "true or false",
            ArgumentKind.Count => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= Range.Least && count <= Range.Most
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"a whole number from {Range.Least} to {Range.Most}"),
            ArgumentKind.Duration => TryDuration(value, out _) ? null : "a time from 100ms to 1h, such as 500ms, 2s or 1m",
            ArgumentKind.Choice => Choices.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"one of {string.Join(", ", Choices)}",
            _ => value.Length > 0 ? null : "not empty",
        };
        return allowed is null ? value : throw new BasisException("INS-001", $"'{value}' is not a value of {Name}.", Name, $"It must be {allowed}.");
    }

    internal static bool TryDuration(string value, out TimeSpan duration)
    {
        duration = default;
        var digits = value.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is 0 or > 9)
            return false;
        double? unit = value[digits..] switch { "ms" => 1, "s" => 1_000, "m" => 60_000, "h" => 3_600_000, _ => null };
        if (unit is not { } milliseconds)
            return false;
        var length = int.Parse(value.AsSpan(0, digits), CultureInfo.InvariantCulture) * milliseconds;
        if (length is < 100 or > 3_600_000)
            return false;
        duration = TimeSpan.FromMilliseconds(length);
        return true;
    }
}

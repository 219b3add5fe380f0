using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Host.Commands;
using BasisActors.Host.Configuration.Schema;

namespace BasisActors.Host.Scenarios;

/// <summary>A date or an ISO 8601 time in UTC, on the full hour.</summary>
internal sealed class TimeType : SettingType
{
    public override string Name => "time";

    public override string Allowed => "a date or a full hour in UTC inside the run";

    public static string Canonical(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public override Reading Read(string text)
    {
        try
        {
            return Reading.Of(Canonical(ArgumentParsing.Time(text, "at")));
        }
        catch (BasisException)
        {
            return Refuse();
        }
    }
}

/// <summary>Two fractions above 0 and up to 1, the smaller one first, such as <c>0.3-0.9</c>; a single one stands for both.</summary>
internal sealed class FractionRangeType : SettingType
{
    public override string Name => "range";

    public override string Allowed => "a fraction, or two joined by '-', above 0 and at most 1, the smaller one first";

    public override Reading Read(string text)
    {
        var parts = text.Split('-');
        if (parts.Length > 2 || !DecimalType.TryParse(parts[0], out var least) || !DecimalType.TryParse(parts[^1], out var most) || least <= 0 || most < least || most > 1)
            return Refuse();
        return Reading.Of($"{DecimalType.Canonical(least)}-{DecimalType.Canonical(most)}");
    }
}

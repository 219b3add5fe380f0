using System.Globalization;

namespace BasisActors.Host.Configuration.Schema;

/// <summary>An exact decimal number within bounds; 0.10 and 0.1 and 1e-1 are the same value and the same text.</summary>
internal sealed class DecimalType(Bounds bounds) : SettingType
{
    public override string Name => "decimal";

    public override string Allowed => bounds == Bounds.Any ? "a decimal number" : $"a decimal number {bounds}";

    public override Reading Read(string text) =>
        TryParse(text, out var value) && bounds.Contains(value) ? Reading.Of(Canonical(value)) : Refuse();

    public static bool TryParse(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    public static string Canonical(decimal value)
    {
        if (value == 0m)
            return "0"; // also for −0 and 0.000
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}

internal sealed class IntegerType(int min, int max) : SettingType
{
    public override string Name => "integer";

    public override string Allowed => string.Create(CultureInfo.InvariantCulture, $"a whole number {min} to {max}");

    public override Reading Read(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? Reading.Of(value.ToString(CultureInfo.InvariantCulture))
            : Refuse();
}

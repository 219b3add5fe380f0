namespace BasisActors.Data.Sample;

/// <summary>
/// Functions made of +, −, × and ÷ only. The platform's own may differ in the last bit from machine to machine,
/// and the sample must not.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309;

    // Ln2 in two parts: the first has zeros in its low bits, so that k × Ln2High is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Natural logarithm of a positive normal number.</summary>
    public static double Ln(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        // ln m = 2 artanh s with s = (m - 1) / (m + 1), |s| < 0.172
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var sum = 0.0;
        for (var k = 23; k >= 1; k -= 2)
            sum = (sum * square) + (1.0 / k);
        return (exponent * Ln2) + (2 * s * sum);
    }

    /// <summary>e to the power x, for |x| below 700.</summary>
    public static double Exp(double x)
    {
        var k = (int)Math.Floor((x / Ln2) + 0.5);
        var r = (x - (k * Ln2High)) - (k * Ln2Low);   // |r| < 0.35
        var sum = 1.0;
        for (var n = 14; n >= 1; n--)
            sum = 1 + (sum * r / n);
        return sum * BitConverter.Int64BitsToDouble((k + 1023L) << 52);
    }

    /// <summary>1 / (1 + e^-x).</summary>
    public static double Logistic(double x) => 1 / (1 + Exp(-x));

    /// <summary>Share of a standard normal below x, within 0.0002.</summary>
    public static double NormalRank(double x)
    {
        var clipped = Math.Clamp(x, -5, 5);
        return Logistic((1.5976 * clipped) + (0.07056 * clipped * clipped * clipped));
    }

    /// <summary>The value in units of 10^-decimals, halves up.</summary>
    public static long Scaled(double value, int decimals) => (long)Math.Floor((value * CsvText.PowerOfTen(decimals)) + 0.5);
}

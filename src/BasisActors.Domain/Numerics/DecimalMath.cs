namespace BasisActors.Domain.Numerics;

/// <summary>Square root and natural logarithm in decimal: results that decisions depend on must not vary with the platform's floating point.</summary>
public static class DecimalMath
{
    private const decimal Ln2 = 0.6931471805599453094172321215m;

    /// <summary>Square root by Newton's method; accurate to about 1e-26 relative.</summary>
    public static decimal Sqrt(decimal x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(x);
        if (x == 0)
            return 0;
        var guess = x > 1 ? x / 2 + 0.5m : 1m;
        for (var i = 0; i < 100; i++)
        {
            var next = (guess + x / guess) / 2;
            if (next == guess || Math.Abs(next - guess) < 1e-27m * next)
                return next;
            guess = next;
        }

        return guess;
    }

    /// <summary>Natural logarithm: x = m·2^k with m in [0.75, 1.5), ln m by the series of artanh.</summary>
    public static decimal Ln(decimal x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        var k = 0;
        for (; x >= 1.5m; k++)
            x /= 2;
        for (; x < 0.75m; k--)
            x *= 2;
        var z = (x - 1) / (x + 1);
        var square = z * z;
        decimal sum = 0, power = z;
        for (var n = 1; power != 0 && n < 80; n += 2)
        {
            sum += power / n;
            power *= square;
        }

        return 2 * sum + k * Ln2;
    }
}

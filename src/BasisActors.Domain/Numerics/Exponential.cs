using BasisActors.Domain.Errors;

namespace BasisActors.Domain.Numerics;

/// <summary>The exponential function in decimal, for the same reason as <see cref="DecimalMath"/>.</summary>
public static class Exponential
{
    private const decimal Ln2 = 0.6931471805599453094172321215m;

    /// <summary>Beyond it the result does not fit a decimal; below its negative it is less than the last decimal.</summary>
    private const decimal Largest = 66.5m;

    /// <summary>
    /// e^x: x = k·ln 2 + r with |r| ≤ ln 2 / 2, e^r by its Taylor series, then k doublings or halvings.
    /// Accurate to about 1e-26 relative, and never better than the 28th decimal; below −66.5 the result is 0.
    /// </summary>
    /// <exception cref="BasisException">MTH-003 when x is above 66.5 and the result would not fit.</exception>
    public static decimal Of(decimal x)
    {
        if (x > Largest)
            throw new BasisException("MTH-003", $"The exponent is {x}; it must be at most {Largest}.");
        if (x < -Largest)
            return 0;
        var k = (int)decimal.Round(x / Ln2);
        var r = x - k * Ln2;
        decimal sum = 1, term = r;
        for (var n = 2; term != 0; n++)
        {
            sum += term;
            term *= r / n;
        }

        for (; k > 0; k--)
            sum *= 2;
        for (; k < 0; k++)
            sum /= 2;
        return sum;
    }
}

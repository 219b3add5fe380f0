namespace BasisActors.Data.Sample;

/// <summary>Gaussian first-order autoregression with mean 0 and standard deviation 1, begun in its stationary state.</summary>
internal sealed class MeanReverting
{
    private readonly RandomStream _random;
    private readonly double _persistence;
    private readonly double _innovation;
    private double _value;
    private bool _begun;

    /// <param name="random">Its stream.</param>
    /// <param name="persistence">Autocorrelation at one step.</param>
    public MeanReverting(RandomStream random, double persistence)
    {
        _random = random;
        _persistence = persistence;
        _innovation = Math.Sqrt(1 - (persistence * persistence));
    }

    /// <summary>The same by the number of steps in which the autocorrelation falls to 1/e.</summary>
    public static MeanReverting WithMemory(RandomStream random, double steps) => new(random, PortableMath.Exp(-1 / steps));

    public double Next()
    {
        _value = _begun ? (_persistence * _value) + (_innovation * _random.Normal()) : _random.Normal();
        _begun = true;
        return _value;
    }

    public double[] Column(int length)
    {
        var column = new double[length];
        for (var i = 0; i < length; i++)
            column[i] = Next();
        return column;
    }
}

namespace BasisActors.Data.Sample;

/// <summary>
/// What a perpetual costs above spot, in basis points at the end of each hour. A slow demand for leverage, shared by the coins and tied to the
/// past week's return, is mapped by its rank to a skewed distribution with a floor near −5.5: any premium between −4 and +6 pays the same
/// funding, so arbitrage lets it rest near the cheap edge. Hourly noise and a part of each venue's own come on top.
/// </summary>
internal sealed class PremiumPath
{
    private const double MemoryHours = 709;
    private const double ReturnWeight = 0.3;
    private const int ReturnHours = 7 * SampleCalendar.HoursPerDay;

    // With returns correlated 0.8 this makes the slow parts of two coins correlate 0.9.
    private const double SharedVariance = 0.91;

    private const double NoiseSd = 1.25;
    private const double NoisePersistence = 0.4;

    // Arbitrage holds the premium tighter near the floor than in a rush for leverage.
    private const double NoiseAtFloor = 0.35;
    private const double VenuePersistence = 0.7;

    private static readonly double[] Ranks = [0, 0.05, 0.25, 0.50, 0.75, 0.95, 0.99, 1];
    private static readonly double[] Premiums = [-5.8, -5.2, -4.6, -3.7, 0.8, 8.0, 10.8, 14];

    private readonly ulong _seed;
    private readonly string _coin;
    private readonly double[] _slow;
    private readonly double[] _noise;
    private readonly double[] _looseness;

    private PremiumPath(ulong seed, string coin, int length)
    {
        _seed = seed;
        _coin = coin;
        Demand = new double[length];
        _slow = new double[length];
        _noise = new double[length];
        _looseness = new double[length];
    }

    /// <summary>The slow demand for leverage as a standard normal score, at the end of each hour.</summary>
    public double[] Demand { get; }

    public static PremiumPath Generate(ulong seed, CoinPath coin, double hourlySd)
    {
        var name = coin.Profile.Name;
        var length = coin.Prices.Length;
        var shared = MeanReverting.WithMemory(new RandomStream(seed, "premium/shared"), MemoryHours).Column(length);
        var own = MeanReverting.WithMemory(new RandomStream(seed, $"premium/{name}"), MemoryHours).Column(length);
        var noise = new MeanReverting(new RandomStream(seed, $"premium/{name}/noise"), NoisePersistence);
        var weekSd = hourlySd * coin.Profile.RelativeVolatility * Math.Sqrt(ReturnHours);
        var path = new PremiumPath(seed, name, length);
        for (var i = 0; i < length; i++)
        {
            var week = Math.Clamp(coin.TrailingReturn(i + 1, ReturnHours) / weekSd, -3, 3);
            var leverage = (Math.Sqrt(SharedVariance) * shared[i]) + (Math.Sqrt(1 - SharedVariance) * own[i]);
            path.Demand[i] = (ReturnWeight * week) + (Math.Sqrt(1 - (ReturnWeight * ReturnWeight)) * leverage);
            var rank = PortableMath.NormalRank(path.Demand[i]);
            path._slow[i] = ByRank(rank);
            path._noise[i] = NoiseSd * noise.Next();
            path._looseness[i] = NoiseAtFloor + ((1 - NoiseAtFloor) * rank);
        }

        return path;
    }

    /// <summary>The premium at one venue, basis points.</summary>
    public double[] At(string venue)
    {
        var own = new MeanReverting(new RandomStream(_seed, $"premium/{_coin}/{venue}"), VenuePersistence);
        var sd = venue == "binance" ? 1.5 : venue == "bybit" ? 1.7 : 2.0;
        return [.. _slow.Select((slow, i) => slow + (_looseness[i] * (_noise[i] + (sd * own.Next()))))];
    }

    private static double ByRank(double rank)
    {
        var k = 1;
        while (k < Ranks.Length - 1 && rank > Ranks[k])
            k++;
        var share = (rank - Ranks[k - 1]) / (Ranks[k] - Ranks[k - 1]);
        return Premiums[k - 1] + (share * (Premiums[k] - Premiums[k - 1]));
    }
}

namespace BasisActors.Data.Sample;

/// <summary>The hidden history behind all files of a sample.</summary>
internal sealed class SampleWorld
{
    private const double BtcHourlySd = 56.1e-4;

    private readonly CoinPath _btc;
    private readonly CoinPath _eth;
    private readonly PremiumPath _btcPremium;
    private readonly PremiumPath _ethPremium;

    public SampleWorld(ulong seed, SampleCalendar calendar)
    {
        Seed = seed;
        Calendar = calendar;
        var volatility = VolatilityPath.Generate(seed, calendar);
        _btc = CoinPath.Generate(seed, calendar, CoinProfile.Btc, volatility, leader: null);
        _eth = CoinPath.Generate(seed, calendar, CoinProfile.Eth, volatility, _btc);
        _btcPremium = PremiumPath.Generate(seed, _btc, BtcHourlySd);
        _ethPremium = PremiumPath.Generate(seed, _eth, BtcHourlySd);
        WeEth = StakingPath.Generate(seed, calendar, StakingProfile.WeEth, _eth);
        WstEth = StakingPath.Generate(seed, calendar, StakingProfile.WstEth, _eth);
        Oracle = OraclePrices.Generate(seed, calendar, _eth, [WeEth, WstEth]);
    }

    public ulong Seed { get; }

    public SampleCalendar Calendar { get; }

    public StakingPath WeEth { get; }

    public StakingPath WstEth { get; }

    public OraclePrices Oracle { get; }

    /// <summary>Demand for leverage at the end of each hour, a standard normal score.</summary>
    public double[] Demand => _btcPremium.Demand;

    public CoinPath Coin(string name) => name == "BTC" ? _btc : _eth;

    /// <summary>Premium of a perpetual over spot at the end of each hour, basis points.</summary>
    public double[] Premium(string coin, string venue) => (coin == "BTC" ? _btcPremium : _ethPremium).At(venue);

    public ReservePath Reserve(ReserveProfile profile) => ReservePath.Generate(Seed, Calendar, profile, Demand);

    /// <summary>ETH per token as the quotient of two oracle lines.</summary>
    public double OracleRate(string symbol, int instant) =>
        Oracle.Line(symbol, instant - Calendar.First) / Oracle.Line("WETH", instant - Calendar.First);
}

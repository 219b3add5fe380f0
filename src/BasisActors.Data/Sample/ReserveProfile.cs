namespace BasisActors.Data.Sample;

/// <summary>How one Aave v3 reserve behaves. Rates are annual, ln of a decimal; sd are of that logarithm.</summary>
internal sealed record ReserveProfile
{
    public required string Symbol { get; init; }

    /// <summary>The token's contract on Ethereum.</summary>
    public required string Address { get; init; }

    public required double StartSupplyIndex { get; init; }

    public required double StartBorrowIndex { get; init; }

    public required double ReserveFactor { get; init; }

    /// <summary>Tokens supplied, about which the amount wanders.</summary>
    public required double Supplied { get; init; }

    public required double LnBorrow { get; init; }

    public double SlowSd { get; init; }

    public double SlowMemoryDays { get; init; } = 56;

    /// <summary>Correlation of the slow part with BTC's demand for leverage.</summary>
    public double DemandWeight { get; init; }

    public double NoiseSd { get; init; }

    public double NoiseMemoryHours { get; init; } = 12;

    /// <summary>Share of days that begin with a spike, which is over the next midnight.</summary>
    public double SpikesPerDay { get; init; }

    public double MaxSpike { get; init; } = 1;

    /// <summary>Utilisation is a logistic of this ± <see cref="UtilisationSd"/>.</summary>
    public required double UtilisationLevel { get; init; }

    public required double UtilisationSd { get; init; }

    public static readonly ReserveProfile Usdt = new()
    {
        Symbol = "USDT",
        Address = "0xdAC17F958D2ee523a2206206994597C13D831ec7",
        StartSupplyIndex = 1.0362,
        StartBorrowIndex = 1.0494,
        ReserveFactor = 0.10,
        Supplied = 1.6e9,
        LnBorrow = -2.65,
        SlowSd = 0.37,
        DemandWeight = 0.7,
        NoiseSd = 0.17,
        SpikesPerDay = 1.0 / 60,
        MaxSpike = 3,
        UtilisationLevel = 1.45,
        UtilisationSd = 0.6,
    };

    public static readonly ReserveProfile Weth = new()
    {
        Symbol = "WETH",
        Address = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
        StartSupplyIndex = 1.0181,
        StartBorrowIndex = 1.0329,
        ReserveFactor = 0.15,
        Supplied = 1.4e6,
        LnBorrow = -3.65,
        NoiseSd = 0.10,
        NoiseMemoryHours = 67,   // 0.7 a day
        SpikesPerDay = 1.0 / 100,
        MaxSpike = 8,
        UtilisationLevel = 1.70,
        UtilisationSd = 0.45,
    };

    public static readonly ReserveProfile WeEth = new()
    {
        Symbol = "weETH",
        Address = "0xCd5fE23C85820F7B72D0926FC9b05b43E359b7ee",
        StartSupplyIndex = 1.00004,
        StartBorrowIndex = 1.0008,
        ReserveFactor = 0.45,
        Supplied = 1.0e6,
        LnBorrow = -4.10,
        SlowSd = 0.35,
        NoiseSd = 0.05,
        UtilisationLevel = -3.5,
        UtilisationSd = 1.2,
    };

    public static readonly ReserveProfile WstEth = new()
    {
        Symbol = "wstETH",
        Address = "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0",
        StartSupplyIndex = 1.0005,
        StartBorrowIndex = 1.0049,
        ReserveFactor = 0.05,
        Supplied = 1.1e6,
        LnBorrow = -5.35,
        SlowSd = 0.12,
        NoiseSd = 0.05,
        UtilisationLevel = -3.0,
        UtilisationSd = 1.0,
    };
}

namespace BasisActors.Data.Sample;

/// <summary>
/// The hidden hourly rates of one reserve. Its indexes are their running products, while only the rate of the hour that begins at midnight is published:
/// compounding published rates misses the index, as it does on the real chain.
/// </summary>
internal sealed class ReservePath
{
    private const double HoursPerYear = 365 * SampleCalendar.HoursPerDay;
    private const double UtilisationTie = 0.5;
    private const double UtilisationMemoryHours = 20 * SampleCalendar.HoursPerDay;
    private const double SuppliedMemoryHours = 90 * SampleCalendar.HoursPerDay;
    private const double LnSuppliedSd = 0.3;

    private ReservePath(ReserveProfile profile, int length)
    {
        Profile = profile;
        BorrowRates = new double[length];
        Utilisations = new double[length];
        BorrowIndexes = new double[length];
        SupplyIndexes = new double[length];
        Supplied = new double[length];
    }

    public ReserveProfile Profile { get; }

    /// <summary>Annual simple rate paid from an instant for one hour.</summary>
    public double[] BorrowRates { get; }

    /// <summary>Debt over supply, 0 to 1.</summary>
    public double[] Utilisations { get; }

    /// <summary>At an instant.</summary>
    public double[] BorrowIndexes { get; }

    /// <summary>At an instant.</summary>
    public double[] SupplyIndexes { get; }

    /// <summary>Tokens.</summary>
    public double[] Supplied { get; }

    public double SupplyRate(int instant) => BorrowRates[instant] * Utilisations[instant] * (1 - Profile.ReserveFactor);

    /// <param name="seed">Seed of the sample.</param>
    /// <param name="calendar">Its hours.</param>
    /// <param name="profile">Which reserve.</param>
    /// <param name="demand">Demand for leverage at the end of each hour, a standard normal score.</param>
    public static ReservePath Generate(ulong seed, SampleCalendar calendar, ReserveProfile profile, double[] demand)
    {
        var path = new ReservePath(profile, calendar.Length);
        path.AddRates(seed, demand, Spikes(seed, calendar, profile));
        path.AddIndexes(calendar.First);
        return path;
    }

    private void AddRates(ulong seed, double[] demand, double[] spikes)
    {
        var name = $"reserve/{Profile.Symbol}";
        var slow = MeanReverting.WithMemory(new RandomStream(seed, $"{name}/slow"), Profile.SlowMemoryDays * SampleCalendar.HoursPerDay);
        var noise = MeanReverting.WithMemory(new RandomStream(seed, $"{name}/noise"), Profile.NoiseMemoryHours);
        var usage = MeanReverting.WithMemory(new RandomStream(seed, $"{name}/utilisation"), UtilisationMemoryHours);
        var size = MeanReverting.WithMemory(new RandomStream(seed, $"{name}/supplied"), SuppliedMemoryHours);
        var ownWeight = Math.Sqrt(1 - (Profile.DemandWeight * Profile.DemandWeight));
        for (var i = 0; i < BorrowRates.Length; i++)
        {
            var known = demand[Math.Max(0, i - 1)];
            var level = (Profile.SlowSd * ((Profile.DemandWeight * known) + (ownWeight * slow.Next()))) + (Profile.NoiseSd * noise.Next());
            BorrowRates[i] = PortableMath.Exp(Profile.LnBorrow + level) * spikes[i];

            var score = (UtilisationTie * level / Math.Sqrt((Profile.SlowSd * Profile.SlowSd) + (Profile.NoiseSd * Profile.NoiseSd)))
                + (Math.Sqrt(1 - (UtilisationTie * UtilisationTie)) * usage.Next());
            var normal = PortableMath.Logistic(Profile.UtilisationLevel + (Profile.UtilisationSd * score));
            Utilisations[i] = 1 - ((1 - normal) / spikes[i]);   // a spike is a pool that is nearly empty
            Supplied[i] = Profile.Supplied * PortableMath.Exp(LnSuppliedSd * size.Next());
        }
    }

    private void AddIndexes(int first)
    {
        BorrowIndexes[first] = Profile.StartBorrowIndex;
        SupplyIndexes[first] = Profile.StartSupplyIndex;
        for (var i = first + 1; i < BorrowRates.Length; i++)
        {
            BorrowIndexes[i] = BorrowIndexes[i - 1] * (1 + (BorrowRates[i - 1] / HoursPerYear));
            SupplyIndexes[i] = SupplyIndexes[i - 1] * (1 + (SupplyRate(i - 1) / HoursPerYear));
        }
    }

    /// <summary>Factors on the rate: at full height at a midnight, gone by the next.</summary>
    private static double[] Spikes(ulong seed, SampleCalendar calendar, ReserveProfile profile)
    {
        var random = new RandomStream(seed, $"reserve/{profile.Symbol}/spikes");
        var factors = new double[calendar.Length];
        var height = 0.0;
        for (var i = 0; i < factors.Length; i++)
        {
            var hour = SampleCalendar.HourOfDay(i);
            if (hour == 0)
            {
                var happens = random.Chance(profile.SpikesPerDay);
                var size = random.Uniform(2, Math.Max(2, profile.MaxSpike)) - 1;
                height = happens ? size : 0;
            }

            factors[i] = 1 + (height * (SampleCalendar.HoursPerDay - hour) / SampleCalendar.HoursPerDay);
        }

        return factors;
    }
}

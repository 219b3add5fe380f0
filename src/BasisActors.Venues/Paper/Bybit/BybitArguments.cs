using BasisActors.Venues.Exchanges;

namespace BasisActors.Venues.Paper.Bybit;

/// <summary>Parameters of a request, and Bybit's refusals of them.</summary>
internal sealed class BybitArguments : WireArguments
{
    private BybitArguments(WireRequest request)
        : base(request)
    {
    }

    public static BybitArguments Of(WireRequest request) => new(request);

    public Product Category() => Required("category") switch
    {
        "spot" => Product.Spot,
        "linear" => Product.Perpetual,
        var other => throw Bad($"category {other} is not served here; allowed are spot and linear"),
    };

    /// <summary>First and last millisecond asked for: a window from one end when only one is given, the last one before now when none is; at most 7 days.</summary>
    public (long From, long To) Window(DateTimeOffset now, TimeSpan usual)
    {
        var span = (long)usual.TotalMilliseconds;
        var (from, to) = (Time("startTime"), Time("endTime"));
        var (first, last) = (from, to) switch
        {
            ({ } f, { } t) => (f, t),
            ({ } f, null) => (f, f + span),
            (null, { } t) => (t - span, t),
            _ => (now.ToUnixTimeMilliseconds() - span, now.ToUnixTimeMilliseconds()),
        };
        if (last < first || last - first > 7 * 86_400_000L)
            throw Bad("startTime must not be after endTime, nor more than 7 days before it");
        return (first, last);
    }

    public static BybitRefusalException Bad(string message) => new(BybitRefusal.Parameter(message));

    protected override Exception Refusal(string message) => Bad(message);
}

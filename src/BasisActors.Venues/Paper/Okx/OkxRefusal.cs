namespace BasisActors.Venues.Paper.Okx;

/// <summary>A code other than 0, with its text.</summary>
/// <param name="Code">OKX's code.</param>
/// <param name="Message">For a person.</param>
/// <param name="Status">HTTP status it comes with.</param>
internal sealed record OkxRefusal(int Code, string Message, int Status = 200)
{
    public static OkxRefusal Parameter(string message) => new(51000, $"Parameter error: {message}");

    public static OkxRefusal NoInstrument(string instrument) => new(51001, $"Instrument ID {instrument} does not exist.");

    public static OkxRefusal Of(PaperRefusal refusal) => new(refusal.Reason switch
    {
        RefusalReason.UnknownSymbol => 51001,
        RefusalReason.QuantityStep => 51121,
        RefusalReason.QuantityTooSmall or RefusalReason.MinimumNotional => 51020,
        RefusalReason.DuplicateLinkId => 51016,
        RefusalReason.InsufficientBalance or RefusalReason.InsufficientMargin => 51008,
        RefusalReason.ReduceOnly => 51169,
        _ => 51000,
    }, refusal.Message);
}

/// <summary>Stops the handling of a request with a code.</summary>
internal sealed class OkxRefusalException(OkxRefusal refusal) : Exception(refusal.Message)
{
    public OkxRefusal Refusal => refusal;
}

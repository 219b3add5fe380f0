namespace BasisActors.Actors.Telemetry;

/// <summary>Names of spans and of what they carry.</summary>
internal static class SpanNames
{
    public const string MarketRead = "market-read", MarketData = "market-data", Ledger = "ledger", Exposure = "exposure", Risk = "risk", Strategy = "strategy",
        Execution = "execution", Step = "block-step", Attribution = "attribution", Journal = "journal";

    /// <summary>A code such as EXI-001; the span has failed.</summary>
    public const string Error = "error.type";
}

namespace BasisActors.Venues.Exchanges.Okx;

internal static class OkxPaths
{
    public const string Time = "/api/v5/public/time";
    public const string Instruments = "/api/v5/public/instruments";
    public const string Ticker = "/api/v5/market/ticker";
    public const string Mark = "/api/v5/public/mark-price";
    public const string FundingRate = "/api/v5/public/funding-rate";
    public const string FundingHistory = "/api/v5/public/funding-rate-history";
    public const string Configuration = "/api/v5/account/config";
    public const string Balance = "/api/v5/account/balance";
    public const string Positions = "/api/v5/account/positions";
    public const string Bills = "/api/v5/account/bills";
    public const string OldBills = "/api/v5/account/bills-archive";
    public const string Order = "/api/v5/trade/order";
    public const string Fills = "/api/v5/trade/fills";
    public const string OldFills = "/api/v5/trade/fills-history";
}

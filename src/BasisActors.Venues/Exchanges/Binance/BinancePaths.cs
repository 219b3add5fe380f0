namespace BasisActors.Venues.Exchanges.Binance;

internal static class BinancePaths
{
    public const string SpotTime = "/api/v3/time";
    public const string SpotInfo = "/api/v3/exchangeInfo";
    public const string SpotBook = "/api/v3/ticker/bookTicker";
    public const string SpotAccount = "/api/v3/account";
    public const string SpotOrder = "/api/v3/order";
    public const string SpotFills = "/api/v3/myTrades";
    public const string KeyPermissions = "/sapi/v1/account/apiRestrictions";
    public const string Transfer = "/sapi/v1/asset/transfer";
    public const string FuturesTime = "/fapi/v1/time";
    public const string FuturesInfo = "/fapi/v1/exchangeInfo";
    public const string Mark = "/fapi/v1/premiumIndex";
    public const string FundingRates = "/fapi/v1/fundingRate";
    public const string FundingInfo = "/fapi/v1/fundingInfo";
    public const string FuturesBalance = "/fapi/v3/balance";
    public const string Positions = "/fapi/v3/positionRisk";
    public const string Income = "/fapi/v1/income";
    public const string ForcedOrders = "/fapi/v1/forceOrders";
    public const string FuturesOrder = "/fapi/v1/order";
    public const string FuturesFills = "/fapi/v1/userTrades";

    public static string Order(Product product) => product == Product.Spot ? SpotOrder : FuturesOrder;

    public static string Fills(Product product) => product == Product.Spot ? SpotFills : FuturesFills;
}

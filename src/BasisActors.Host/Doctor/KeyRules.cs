using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Doctor;

/// <summary>What a key of a run should be able to do: trade, and nothing else. A key that withdraws is a loss waiting for a thief.</summary>
internal static class KeyRules
{
    private const string Name = "key";

    /// <param name="venue">The exchange.</param>
    /// <param name="key">What it says of the key.</param>
    /// <param name="readOnly">Whether runs only watch: a key that does not trade then is enough.</param>
    /// <param name="isHere">Whether the exchange is on this machine, where no address has to be listed.</param>
    public static IEnumerable<Finding> Judge(string venue, KeyPermissions key, bool readOnly, bool isHere)
    {
        yield return key.Withdraws
            ? new Finding(Name, venue, CheckResult.Failed, "may withdraw", "Make a key that may trade and not withdraw, and delete this one.")
            : Finding.Ok(Name, venue, "may not withdraw");
        string[] missing = [.. Missing(key)];
        yield return missing.Length == 0
            ? Finding.Ok(Name, venue, "may trade spot and perpetuals")
            : new Finding(
                Name, venue, readOnly ? CheckResult.Warning : CheckResult.Failed, $"may not {string.Join(", nor ", missing)}",
                readOnly ? "Enough to watch; to trade it takes another." : "Give it the permission, or make another key.");
        if (!isHere && !key.IsBoundToAddresses)
            yield return new Finding(Name, venue, CheckResult.Warning, "is taken from any address", "List the address of this machine with the key, so that a stolen one is worth nothing elsewhere.");
    }

    private static IEnumerable<string> Missing(KeyPermissions key)
    {
        if (!key.TradesSpot)
            yield return "trade spot";
        if (!key.TradesPerpetuals)
            yield return "trade perpetuals";
        if (!key.MovesMargin)
            yield return "move USDT between its wallets";
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BasisActors.Domain.Numerics;

namespace BasisActors.Venues.Paper;

/// <summary>
/// The simulated wallet over JSON: POST <c>/paper/chain/fundings</c>, <c>/transfers</c>, <c>/payouts</c> with <c>{id, account, token, amount, from, to}</c>, answered by
/// <c>{id, status: "done"}</c> or HTTP 422 <c>{error}</c>; GET <c>/paper/chain/wallet?account=KEY</c>. Nothing is signed: nothing here is worth anything.
/// </summary>
public sealed class PaperChainWire(PaperChain chain)
{
    public const string Root = "/paper/chain/";

    private const string Wallet = "wallet";
    private const int LongestId = 100;

    public WireAnswer Answer(WireRequest request) => (request.Method, request.Path) switch
    {
        ("GET", Root + "wallet") => Balances(request.Query),
        ("POST", Root + "fundings" or Root + "transfers" or Root + "payouts") => Move(request),
        _ => new WireAnswer(404, Error("There is no such path; see docs/paper.md."), []),
    };

    private static string Error(string message) => new JsonObject { ["error"] = message }.ToJsonString();

    private static WireAnswer Refused(string message) => new(422, Error(message), []);

    private WireAnswer Balances(string query)
    {
        const string name = "account=";
        var account = query.Split('&').FirstOrDefault(p => p.StartsWith(name, StringComparison.Ordinal));
        if (account is null)
            return Refused("account is missing.");
        var balances = new JsonObject();
        foreach (var (token, units) in chain.Wallet(Uri.UnescapeDataString(account[name.Length..])))
            balances[token] = units.ToString("0.############", CultureInfo.InvariantCulture);
        return WireAnswer.Json(new JsonObject { ["balances"] = balances }.ToJsonString());
    }

    private WireAnswer Move(WireRequest request)
    {
        ImmutableDictionary<string, string> fields;
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            fields = document.RootElement.EnumerateObject().ToImmutableDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return Refused("The body is not a JSON object.");
        }

        string Field(string name) => fields.GetValueOrDefault(name, "");
        if (Field("id") is not { Length: > 0 and <= LongestId } || Field("account").Length == 0 || Field("token").Length == 0)
            return Refused($"id (at most {LongestId} characters), account and token must be given.");
        if (!decimal.TryParse(Field("amount"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount <= 0 || amount > 1_000_000_000_000m || amount != Amount.Round(amount))
            return Refused($"The amount is '{Field("amount")}'; it must be a number above 0 with at most {Amount.Decimals} decimals.");

        var movement = new ChainMovement(Field("id"), Field("account"), Field("token"), amount);
        ChainAnswer? answer = (request.Path[Root.Length..], Field("from"), Field("to")) switch
        {
            ("fundings", _, _) => chain.Fund(movement),
            ("payouts", _, _) => chain.PayOut(movement),
            (_, Wallet, var venue) when chain.Serves(venue) => chain.Transfer(movement, venue, toExchange: true),
            (_, var venue, Wallet) when chain.Serves(venue) => chain.Transfer(movement, venue, toExchange: false),
            _ => null,
        };
        if (answer is null)
            return Refused($"A transfer goes between '{Wallet}' and {string.Join(" or ", chain.Venues)}; asked for was '{Field("from")}' to '{Field("to")}'.");
        return answer.Value.Error is { } error ? Refused(error) : WireAnswer.Json(new JsonObject { ["id"] = movement.Id, ["status"] = "done" }.ToJsonString());
    }
}

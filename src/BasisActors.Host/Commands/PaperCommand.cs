using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.Paper;
using BasisActors.Host.Scenarios;
using BasisActors.Host.Terminal;
using BasisActors.Venues.Exchanges;
using BasisActors.Venues.Paper;

namespace BasisActors.Host.Commands;

/// <summary><c>basis paper</c>: exchanges that trade with nobody, on the loopback address.</summary>
public static class PaperCommand
{
    /// <summary>Key, secret and passphrase of the account unless others are given: known to everybody, and worth nothing.</summary>
    public const string DefaultKey = "paper";

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1; 0 takes a free one. The address is the first line printed.", DefaultValueFactory = _ => 8480 };
        var data = RunOptions.Data();
        var start = new Option<string>("--start") { Description = "Time in the data at which the replay begins.", DefaultValueFactory = _ => "2024-06-01" };
        var end = new Option<string>("--end") { Description = "Last time in the data; the market stands still after it.", DefaultValueFactory = _ => "2025-05-31" };
        var speed = new Option<string>("--speed") { Description = "Seconds of data for a second of wall clock.", DefaultValueFactory = _ => "1" };
        var interval = new Option<string>("--funding-interval") { Description = "Between two funding settlements, wall clock: 8h, 1m, 30s.", DefaultValueFactory = _ => "8h" };
        var seed = new Option<int>("--seed") { Description = "Seed of the faults.", DefaultValueFactory = _ => 1 };
        var fault = new Option<string[]>("--fault") { Description = $"name=probability; repeatable. Names: {string.Join(", ", FaultPlan.Names.Keys)}.", DefaultValueFactory = _ => [] };
        var late = new Option<string>("--fault-delay") { Description = "How late a delayed answer comes: 2s, 1m.", DefaultValueFactory = _ => "2s" };
        var key = new Option<string[]>("--key") { Description = "API key of an account; it is worth nothing. Repeatable: each run needs an account of its own.", DefaultValueFactory = _ => [DefaultKey] };
        var secret = new Option<string?>("--secret-env") { Description = "Environment variable with the account's secret; without it the secret is `paper`, worth nothing." };
        var passphrase = new Option<string?>("--passphrase-env") { Description = "Environment variable with the account's passphrase, which OKX asks for; without it it is `paper`, worth nothing." };
        var inCoin = new Option<bool>("--fees-in-coin") { Description = "Take the fee of a spot purchase from the coins bought, as the exchanges do, instead of in USDT." };
        var withdraws = new Option<bool>("--keys-withdraw") { Description = "Say of the keys that they may withdraw, which `basis doctor` must object to. Nothing can be withdrawn." };
        var stepped = new Option<bool>("--stepped") { Description = "Hold each price from one row of the data to the next, as a backtest does, instead of moving in a straight line." };
        var scenario = new Option<string[]>("--scenario") { Description = "Change the data before it is played: NAME[:key=value,...]; `basis scenarios` lists them. Only those of the market. Repeatable.", DefaultValueFactory = _ => [] };
        var command = new Command("paper", "Serve paper exchanges in the wire formats of Binance, Bybit v5 and OKX v5 on 127.0.0.1. All of it is held in memory and gone when it ends.")
        {
            port, data, start, end, speed, interval, seed, fault, late, key, secret, passphrase, inCoin, withdraws, stepped, scenario,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var (from, to) = ArgumentParsing.Period(parsed.GetValue(start)!, parsed.GetValue(end)!);
                var request = new PaperRequest(
                    Port(parsed.GetValue(port)),
                    DataLocation.Of(parsed.GetValue(data), Environment.GetEnvironmentVariable),
                    from,
                    to,
                    ArgumentParsing.PositiveAmount(parsed.GetValue(speed)!, "--speed"),
                    Duration(parsed.GetValue(interval)!, "--funding-interval"),
                    new FaultPlan(parsed.GetValue(seed), Faults(parsed.GetValue(fault)!)) { Delay = Duration(parsed.GetValue(late)!, "--fault-delay") },
                    parsed.GetValue(inCoin),
                    [.. parsed.GetValue(key)!.Distinct(StringComparer.Ordinal).Select(k => new ApiCredentials(k, Secret(parsed.GetValue(secret)), Secret(parsed.GetValue(passphrase))))])
                {
                    KeysWithdraw = parsed.GetValue(withdraws),
                    Stepped = parsed.GetValue(stepped),
                    Scenarios = [.. parsed.GetValue(scenario)!.Select(s => MarketScenario(s, from, to))],
                };
                var notes = new List<string>();
                var server = PaperMarket.Open(request, TimeProvider.System, notes);
                await PaperHost.RunAsync(server, request.Port, address => Announce(address, notes), cancellation).ConfigureAwait(false);
                return ExitCodes.Fine;
            }
            catch (BasisException e)
            {
                return ErrorOutput.Write([e.Error], json: false);
            }
            catch (IOException e)
            {
                return ErrorOutput.Write([new BasisError("BTS-002", e.Message, "--port")], json: false);
            }
        });
        return command;
    }

    /// <summary>The exchange has its own faults: a scenario that acts on venues would do nothing.</summary>
    internal static Scenario MarketScenario(string text, DateTimeOffset from, DateTimeOffset to)
    {
        var scenario = ScenarioParsing.Parse(text, from, to);
        return scenario.Effect.Market is not null
            ? scenario
            : throw new BasisException("BTS-002", $"{scenario.Name} acts on the venues and not on the market; the paper exchange has --fault for that.", "--scenario");
    }

    /// <summary>8h, 1m, 30s.</summary>
    internal static TimeSpan Duration(string text, string option)
    {
        var seconds = text.Length == 0 ? 0 : text[^1] switch
        {
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => 0,
        };
        return seconds > 0 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 100_000
            ? TimeSpan.FromSeconds((long)count * seconds)
            : throw new BasisException("BTS-002", $"'{text}' is not a duration; the form is 8h, 1m or 30s, above 0.", option);
    }

    internal static ImmutableSortedDictionary<FaultKind, decimal> Faults(IEnumerable<string> texts)
    {
        const string option = "--fault";
        var faults = ImmutableSortedDictionary.CreateBuilder<FaultKind, decimal>();
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 0 || !FaultPlan.Names.TryGetValue(text[..at], out var kind))
                throw new BasisException("BTS-002", $"'{text}' is not a fault; the form is name=probability and the names are {string.Join(", ", FaultPlan.Names.Keys)}.", option);
            if (!decimal.TryParse(text[(at + 1)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var probability) || probability > 1)
                throw new BasisException("BTS-002", $"The probability in '{text}' must be a number from 0 to 1.", option);
            faults[kind] = probability;
        }

        var sum = faults.Values.Sum();
        return sum <= 1 ? faults.ToImmutable() : throw new BasisException("BTS-002", $"The probabilities add up to {sum}; together they must be at most 1.", option);
    }

    private static int Port(int port) =>
        port is >= 0 and <= 65_535 ? port : throw new BasisException("BTS-002", $"The port is {port}; it must be within 0 and 65535.", "--port");

    private static string Secret(string? variable)
    {
        if (variable is null)
            return DefaultKey;
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } secret
            ? secret
            : throw new BasisException("BTS-002", $"The environment variable {variable} is not set.", "--secret-env");
    }

    private static void Announce(string address, List<string> notes)
    {
        Console.Out.WriteLine($"paper exchange on {address}");
        Console.Out.WriteLine($"binance: {address}/api/ {address}/fapi/ {address}/sapi/");
        Console.Out.WriteLine($"bybit: {address}/v5/");
        Console.Out.WriteLine($"okx: {address}/api/v5/");
        foreach (var note in notes)
            Console.Out.WriteLine(note);
        Console.Out.Flush();
    }
}

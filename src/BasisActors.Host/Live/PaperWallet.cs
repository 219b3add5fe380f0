using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BasisActors.Actors.Execution;
using BasisActors.Actors.MarketData;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Venues.Exchanges;

namespace BasisActors.Host.Live;

/// <summary>
/// The wallet of a live run on paper: simulated by the paper exchange, which moves each transfer once for its id. Stands where the chain client will stand;
/// it takes no gas.
/// </summary>
/// <param name="http">Base address of the paper exchange.</param>
/// <param name="account">Name of the account.</param>
/// <param name="positions">Positions of the run.</param>
/// <param name="currency">Token of the capital.</param>
public sealed class PaperWallet(HttpClient http, string account, ImmutableArray<PositionKey> positions, string currency) : ILiveVenue
{
    private readonly ImmutableArray<PositionKey> _held = [.. positions.Where(p => p.Venue == "wallet")];
    private readonly ConcurrentQueue<(string Id, decimal Amount)> _expected = new();

    public string Name => "on-chain";

    /// <summary>They put what is to leave them where a withdrawal takes it from.</summary>
    public ImmutableArray<IExchangeClient> Exchanges { get; set; } = [];

    /// <summary>
    /// Money that an investor brings: it comes before anything else is asked of the wallet, once for an id. The run says so after it has stored the deposit, so
    /// that the wallet is never ahead of the ledger.
    /// </summary>
    public void Expect(string id, decimal amount) => _expected.Enqueue((id, amount));

    public async Task<ExecutionReport?> ExecuteAsync(Instruction instruction, DateTimeOffset intendedAt, bool mayHaveBeenSent, CancellationToken cancellation)
    {
        var (path, from, to) = instruction.Operation switch
        {
            Operation.TransferToCex => ("transfers", "wallet", instruction.Venue),
            Operation.TransferFromCex => ("transfers", instruction.Venue, "wallet"),
            Operation.WalletPayout => ("payouts", "wallet", ""),
            _ => throw new BasisException("EXEC-003", $"The paper wallet does not execute {instruction.Operation.Name()}.", instruction.Id),
        };
        var body = new { id = instruction.Id, account, token = instruction.Symbol, amount = Text(instruction.Amount), from, to };
        await ReceiveAsync(cancellation).ConfigureAwait(false);
        if (instruction is { Operation: Operation.TransferFromCex, Symbol: "USDT" } && Exchanges.FirstOrDefault(e => e.Name == instruction.Venue) is { } exchange)
        {
            try
            {
                await exchange.ArrangeAsync(instruction.Amount, cancellation).ConfigureAwait(false);
            }
            catch (BasisException refused) when (refused.Error.Code == "EXI-001")
            {
                // What an earlier attempt may have brought there, or has taken already, only the transfer itself can tell.
            }
        }

        using var answer = await http.PostAsJsonAsync($"/paper/chain/{path}", body, cancellation).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            var refusal = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            return new ExecutionReport
            {
                Instruction = instruction,
                Status = ExecutionStatus.Failed,
                ExecutedAt = intendedAt,
                Error = new BasisError("EXEC-004", refusal, instruction.Id),
            };
        }

        if (!answer.IsSuccessStatusCode)
            return null; // done or not: the same id may be sent again
        Delta[] deltas = [Change("wallet", instruction, from == "wallet"), .. path == "payouts" ? [] : new[] { Change(instruction.Venue, instruction, from != "wallet") }];
        return new ExecutionReport
        {
            Instruction = instruction,
            Status = ExecutionStatus.Confirmed,
            ExecutedAt = intendedAt,
            ActualDeltas = [.. deltas],
            FilledAmount = instruction.Amount,
            Gas = Domain.Costs.GasCharge.None,
        };
    }

    public async Task<ImmutableArray<Delta>> HoldingsAsync(DateTimeOffset settledUpTo, TakeoverCursor takeovers, CancellationToken cancellation)
    {
        await ReceiveAsync(cancellation).ConfigureAwait(false);
        using var answer = await http.GetAsync($"/paper/chain/wallet?account={Uri.EscapeDataString(account)}", cancellation).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
        var balances = document.RootElement.GetProperty("balances");
        return [.. _held.Where(p => p.Type != PositionType.Transit).Select(p => new Delta(p, balances.TryGetProperty(p.Symbol, out var text) ? Number(text.GetString()!) : 0))];
    }

    /// <summary>Takes in what is expected.</summary>
    /// <exception cref="BasisException">EXEC-002 when the paper exchange refuses.</exception>
    /// <exception cref="HttpRequestException">It did not answer, or cannot now; asking again is safe.</exception>
    public async Task ReceiveAsync(CancellationToken cancellation)
    {
        while (_expected.TryPeek(out var due))
        {
            using var answer = await http.PostAsJsonAsync("/paper/chain/fundings", new { id = due.Id, account, token = currency, amount = Text(due.Amount) }, cancellation).ConfigureAwait(false);
            if (answer.StatusCode >= HttpStatusCode.InternalServerError)
                throw new HttpRequestException($"The wallet is not available now: HTTP {(int)answer.StatusCode}."); // funded or not: the same id may be sent again
            if (!answer.IsSuccessStatusCode)
                throw new BasisException("EXEC-002", $"The paper exchange did not fund the wallet: HTTP {(int)answer.StatusCode}.", http.BaseAddress?.ToString());
            _expected.TryDequeue(out _);
        }
    }

    private static Delta Change(string place, Instruction instruction, bool leaves) =>
        new(PositionKey.Token(place, instruction.Symbol), leaves ? -instruction.Amount : instruction.Amount);

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}

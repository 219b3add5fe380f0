using System.Globalization;
using BasisActors.Actors.Live;
using BasisActors.Actors.Results;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Strategies;

namespace BasisActors.Host.Live;

/// <summary>Follows the requests of operators through the ticks of a run and keeps their records. A withdrawal is done when it is paid, oldest first; the others at the tick that takes them in.</summary>
/// <param name="records">Where they are kept.</param>
public sealed class RequestProgress(RequestRecords records)
{
    private readonly Dictionary<string, RequestRecord> _unwritten = new(StringComparer.Ordinal);
    private Queue<RequestRecord>? _unpaid;

    /// <summary>Takes in a tick that is done. Those of a replay too: a run may have been killed between the tick and the record.</summary>
    public void Observe(TickCompleted completed)
    {
        if (_unwritten.Count > 0)
            Flush();
        var (requests, plan) = (completed.Tick.Requests, completed.Plan);
        var isPaying = plan is { Change: ChangeType.Withdrawal, AnswersFlow: true } or { Change: null, AnswersFlow: true, Reason: BasisPlanner.PayoutBelowGas };
        if (requests.IsEmpty && !isPaying)
            return;
        _unpaid ??= new Queue<RequestRecord>(records.All()
            .Where(r => r is { State: RequestState.Taken, Request.Kind: OperatorRequestKind.Withdraw } && r.Tick < completed.Tick.Sequence)
            .OrderBy(r => r.Tick).ThenBy(r => r.Request.LeftAt).ThenBy(r => r.Request.Id, StringComparer.Ordinal));
        foreach (var request in requests)
        {
            if (records.Find(request.Id) is { State: RequestState.Completed or RequestState.Refused })
                continue;
            var record = Of(request, completed);
            Write(record);
            if (record.State == RequestState.Taken)
                _unpaid.Enqueue(record);
        }

        if (isPaying)
            Pay(completed);
    }

    /// <summary>A record is a view: a full disk makes it late, and ends no run.</summary>
    private void Write(RequestRecord record)
    {
        _unwritten[record.Request.Id] = record;
        Flush();
    }

    private void Flush()
    {
        try
        {
            foreach (var (id, record) in _unwritten)
            {
                records.Write(record);
                _unwritten.Remove(id);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // it is written at a later tick
        }
    }

    private static RequestRecord Of(OperatorRequest request, TickCompleted completed)
    {
        var taken = new RequestRecord(request, RequestState.Taken) { Tick = completed.Tick.Sequence, TakenAt = completed.Tick.Timestamp };
        return request.Kind switch
        {
            OperatorRequestKind.Withdraw => taken,
            OperatorRequestKind.Adjust when !completed.Postings.Any(p => p.Cause == Cause.Adjustment && p.Source == request.Id) =>
                Done(taken, completed) with { State = RequestState.Refused, Outcome = "There is no such difference between ledger and venue." },
            _ => Done(taken, completed),
        };
    }

    private void Pay(TickCompleted completed)
    {
        if (_unpaid is not { Count: > 0 } unpaid)
            return;
        var paid = -completed.Postings.Where(p => p.Cause == Cause.CapitalFlow).SelectMany(p => p.Legs).Where(l => l.Amount < 0 && completed.Computed.Positions.Book.Chart.Accounts[l.Account].IsOwn).Sum(l => l.Amount);
        if (paid > 0)
            Write(Done(unpaid.Dequeue(), completed) with { Paid = paid });
        else if (completed.Plan.Blocks.IsEmpty)
            Write(Done(unpaid.Dequeue(), completed) with { State = RequestState.Refused });
    }

    private static RequestRecord Done(RequestRecord record, TickCompleted completed) => record with
    {
        State = RequestState.Completed,
        DoneAt = completed.Tick.Timestamp,
        Equity = completed.Computed.Exposure.Equity,
        Outcome = string.Create(CultureInfo.InvariantCulture, $"{completed.Plan.Action.Name()}: {completed.Plan.Reason}, {completed.Plan.Blocks.Length} blocks"),
    };
}

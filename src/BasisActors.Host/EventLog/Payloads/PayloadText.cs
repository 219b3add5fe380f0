using BasisActors.Actors.Events;
using BasisActors.Actors.Ledger;
using BasisActors.Actors.MarketData;
using BasisActors.Actors.Strategies;
using BasisActors.Domain.Attribution;
using BasisActors.Domain.Errors;
using BasisActors.Domain.Exposure;
using BasisActors.Domain.Instructions;
using BasisActors.Domain.Ledger;
using BasisActors.Domain.Risk;
using BasisActors.Host.EventLog.Text;

namespace BasisActors.Host.EventLog.Payloads;

/// <summary>
/// Payloads as text. State is told twice, after a tick and before the next one, as the same immutable object: its text is kept until the state changes.
/// </summary>
internal sealed class PayloadText(ChartOfAccounts chart, string executionMode)
{
    private readonly AccountNames _names = new(chart);
    private readonly Rendered _book = new(), _exposure = new(), _risk = new(), _pnl = new(), _other = new();
    private AccountNames? _bookNames;

    /// <summary>The payload as a JSON object, or <c>null</c>; valid until the next call.</summary>
    /// <exception cref="BasisException">EVT-001 for a payload without a format.</exception>
    public ReadOnlySpan<byte> Json(object? payload) => Render(payload).Json.Written;

    /// <summary>The cells of events.csv from severity to data_json; valid until the next call.</summary>
    public ReadOnlySpan<byte> Csv(object? payload)
    {
        var rendered = Render(payload);
        if (rendered.Csv.Length == 0)
        {
            PayloadCells.Of(payload, chart).Write(rendered.Csv);
            rendered.Csv.Byte(',');
            if (payload is null)
                rendered.Csv.Raw(rendered.Json.Written);
            else
                rendered.Csv.Quoted(rendered.Json.Written);
        }

        return rendered.Csv.Written;
    }

    private Rendered Render(object? payload)
    {
        var rendered = payload switch
        {
            Book => _book,
            ExposureSnapshot => _exposure,
            RiskAssessment => _risk,
            TickPnl => _pnl,
            _ => _other,
        };
        if (!rendered.Holds(payload))
        {
            rendered.Clear();
            Write(rendered.Json, payload);
            rendered.Keep(payload);
        }

        return rendered;
    }

    private void Write(Utf8Text json, object? payload)
    {
        switch (payload)
        {
            case null:
                json.Raw("null"u8);
                break;
            case Book book:
                LedgerPayloads.Write(json, book, NamesOf(book.Chart));
                break;
            case ExposureSnapshot exposure:
                StatePayloads.Write(json, exposure);
                break;
            case RiskAssessment risk:
                StatePayloads.Write(json, risk);
                break;
            case TickPnl pnl:
                StatePayloads.Write(json, pnl);
                break;
            case StrategyUpdate update:
                DecisionPayloads.Write(json, update);
                break;
            case StrategyAction action:
                DecisionPayloads.Write(json, action);
                break;
            case VenueStatement statement:
                LedgerPayloads.Write(json, statement);
                break;
            case DifferenceSeen difference:
                LedgerPayloads.Write(json, difference);
                break;
            case TradingHold hold:
                StatePayloads.Write(json, hold);
                break;
            case Posting posting:
                LedgerPayloads.Write(json, posting, _names);
                break;
            case Plan plan:
                DecisionPayloads.Write(json, plan);
                break;
            case InstructionBlock block:
                ExecutionPayloads.Write(json, block);
                break;
            case ExecutionReport report:
                ExecutionPayloads.Write(json, report);
                break;
            case MarketStale stale:
                RunPayloads.Write(json, stale);
                break;
            case BasisError error:
                RunPayloads.Write(json, error);
                break;
            case ComponentInitialized initialized:
                RunPayloads.Write(json, initialized, executionMode);
                break;
            case string message:
                RunPayloads.Write(json, message);
                break;
            default:
                throw new BasisException("EVT-001", $"An event with a payload of type {payload.GetType().Name} cannot be written: the type has no format.");
        }
    }

    /// <summary>A run's books share one chart, equal to the given one but not always the same object.</summary>
    private AccountNames NamesOf(ChartOfAccounts ofBook)
    {
        if (ReferenceEquals(ofBook, chart))
            return _names;
        if (_bookNames is null || !ReferenceEquals(ofBook, _bookNames.Chart))
            _bookNames = new AccountNames(ofBook);
        return _bookNames;
    }

    private sealed class Rendered
    {
        private object? _payload;
        private bool _isWhole;

        public Utf8Text Json { get; } = new();

        /// <summary>Empty until it is asked for.</summary>
        public Utf8Text Csv { get; } = new();

        public bool Holds(object? payload) => _isWhole && ReferenceEquals(_payload, payload);

        public void Keep(object? payload) => (_payload, _isWhole) = (payload, true);

        public void Clear()
        {
            (_payload, _isWhole) = (null, false);
            Json.Clear();
            Csv.Clear();
        }
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using BasisActors.Domain.Attribution;
using BasisActors.Host.Reports;

namespace BasisActors.Host.Dashboard.History;

/// <summary>
/// The course of a live run as its event files have it: read from the beginning when somebody first looks, so that it outlives the process, then only what is new.
/// Its size does not grow with the run. Where nothing was recorded there is a gap.
/// </summary>
/// <param name="directory">Folder of the run's event files.</param>
public sealed class RunHistory(string directory)
{
    private const int Blocks = 50, Holds = 50;

    /// <summary>A curve is broken where this many ticks are missing.</summary>
    private const int Gap = 10;

    private readonly Lock _gate = new();
    private readonly EventLines _pnl = new(directory, "pnl_monitor"), _risk = new(directory, "risk_monitor"), _execution = new(directory, "execution_manager"), _strategy = new(directory, "strategy_manager"), _data = new(directory, "data_provider");
    private readonly SampledSeries _attribution = new(AttributionBuckets.Count);
    private readonly decimal[] _buckets = new decimal[AttributionBuckets.Count];
    private readonly Dictionary<string, BlockLine> _blocks = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly List<HoldLine> _holds = [];
    private MinMaxSeries? _equity, _drawdown, _margin, _health;
    private readonly HashSet<DateTimeOffset> _stale = [];
    private DateTimeOffset? _firstPnl, _firstRisk;
    private DateTimeOffset _lastPnl, _lastRisk;
    private RunCourse? _seen;
    private bool _changed;

    /// <summary>What there is now. Lines that are not records are passed over: a crash may leave half of one.</summary>
    public RunCourse Read()
    {
        lock (_gate)
        {
            _changed = _seen is null;
            var (pnl, risk) = (_pnl.Length, _risk.Length); // what comes meanwhile waits: whether its tick was stale may not have been read yet
            _data.Read(line => Take(line, "\"tick_skipped\""u8, (at, _) => _stale.Add(at)));
            _pnl.Read(line => Take(line, "\"pnl_update\""u8, Pnl), pnl);
            _risk.Read(line => Take(line, "\"risk_update\""u8, Risk), risk);
            _stale.RemoveWhere(at => at < _lastPnl && at < _lastRisk);
            _execution.Read(line => Take(line, "\"instruction_id\""u8, Execution, "\"block_"u8));
            _strategy.Read(line => Take(line, "\"trading_state\""u8, Hold));
            if (_changed)
            {
                _seen = new RunCourse((_seen?.Version ?? 0) + 1, Pieces(_equity), Pieces(_drawdown), Pieces(_margin), Pieces(_health), [.. _attribution.Samples()])
                {
                    Blocks = [.. _order.AsEnumerable().Reverse().Select(id => _blocks[id])],
                    Holds = [.. _holds.AsEnumerable().Reverse()],
                };
            }

            return _seen!;
        }
    }

    private static ImmutableArray<ImmutableArray<Point>> Pieces(MinMaxSeries? series) => series is null ? [] : [.. series.Pieces().Select(p => p.ToImmutableArray())];

    private void Take(ReadOnlyMemory<byte> line, ReadOnlySpan<byte> text, Action<DateTimeOffset, JsonElement> take, ReadOnlySpan<byte> or = default)
    {
        if (line.Span.IndexOf(text) < 0 && (or.IsEmpty || line.Span.IndexOf(or) < 0))
            return;
        try
        {
            using var record = JsonDocument.Parse(line);
            var root = record.RootElement;
            if (root.GetProperty("data").ValueKind != JsonValueKind.Object)
                return;
            take(root.GetProperty("timestamp").GetDateTimeOffset(), root);
            _changed = true;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // half a record
        }
    }

    private static bool IsComplete(JsonElement record) => record.GetProperty("status").ValueEquals("complete");

    private void Pnl(DateTimeOffset at, JsonElement record)
    {
        if (!IsComplete(record))
            return;
        var data = record.GetProperty("data");
        var equity = data.GetProperty("equity_after").GetDecimal();
        foreach (var bucket in data.GetProperty("buckets").EnumerateObject())
        {
            if (AttributionBuckets.All.ToList().IndexOf(bucket.Name) is >= 0 and var index)
                _buckets[index] += bucket.Value.GetDecimal();
        }

        _lastPnl = at;
        if (_stale.Contains(at))
            return; // one leg at an old price and the other at a new one: not a value
        _attribution.Add(at, _buckets);
        (_equity, _firstPnl) = Add(_equity, _firstPnl, at, equity);
    }

    private void Risk(DateTimeOffset at, JsonElement record)
    {
        if (!IsComplete(record))
            return;
        var data = record.GetProperty("data");
        _lastRisk = at;
        if (_stale.Contains(at))
            return;
        var first = _firstRisk;
        (_drawdown, _firstRisk) = Add(_drawdown, first, at, Number(data, "drawdown") is { } fall ? -fall : null);
        (_margin, _) = Add(_margin, first, at, Number(data, "min_margin_ratio"));
        (_health, _) = Add(_health, first, at, Number(data, "health_factor"));
    }

    /// <summary>A series begins with the second tick, when the distance of two is known.</summary>
    private static (MinMaxSeries? Series, DateTimeOffset? First) Add(MinMaxSeries? series, DateTimeOffset? first, DateTimeOffset at, decimal? value)
    {
        if (series is null && first is { } begun && at > begun)
            series = new MinMaxSeries(Math.Max(1, (int)(at - begun).TotalSeconds) * Gap);
        if (value is { } known)
            series?.Add(at, known);
        return (series, first ?? at);
    }

    private static decimal? Number(JsonElement data, string name) => data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;

    private static string? Text(JsonElement data, string name) => data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Error(JsonElement data) => data.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? $"{Text(error, "error_code")}: {Text(error, "error_message")}" : null;

    private void Execution(DateTimeOffset at, JsonElement record)
    {
        var data = record.GetProperty("data");
        var type = Text(record, "event_type")!;
        if (type.StartsWith("block_", StringComparison.Ordinal))
        {
            Block(at, type, data);
            return;
        }

        if (Text(data, "instruction_id") is not { } id || _order.FindLast(b => id.StartsWith(b + '-', StringComparison.Ordinal)) is not { } block)
            return;
        var steps = _blocks[block].Steps;
        _blocks[block] = _blocks[block] with
        {
            Steps = [.. steps.Select(s => s.Id != id ? s : s with
            {
                State = Text(data, "status"),
                Filled = Number(data, "filled_amount"),
                Price = Number(data, "fill_price") is > 0 and var price ? price : null,
                Error = Error(data),
            })],
        };
    }

    private void Block(DateTimeOffset at, string type, JsonElement data)
    {
        if (Text(data, "block_id") is not { } id)
            return;
        if (!_blocks.ContainsKey(id))
        {
            _blocks[id] = new BlockLine(id, Text(data, "action") ?? "", at, [.. data.GetProperty("instructions").EnumerateArray().Select(Step)]);
            _order.Add(id);
            if (_order.Count > Blocks)
            {
                _blocks.Remove(_order[0]);
                _order.RemoveAt(0);
            }
        }

        if (type != "block_started")
            _blocks[id] = _blocks[id] with { State = type == "block_completed" ? "completed" : "failed", Error = _blocks[id].Error ?? Error(data) };
    }

    private static StepLine Step(JsonElement step) =>
        new(Text(step, "instruction_id") ?? "", Text(step, "operation") ?? "", Text(step, "venue") ?? "", Text(step, "symbol") ?? "", Number(step, "amount") ?? 0);

    private void Hold(DateTimeOffset at, JsonElement record)
    {
        var data = record.GetProperty("data");
        if (Text(data, "state") is not { } state)
            return;
        _holds.Add(new HoldLine(at, state, Text(data, "reason")));
        if (_holds.Count > Holds)
            _holds.RemoveAt(0);
    }
}

/// <summary>The course of a run: thinned curves, cumulative attribution, the last blocks and holds, the newest first. Amounts in share-class currency, rates as fractions.</summary>
/// <param name="Version">Another when something has changed.</param>
/// <param name="Equity">In unbroken pieces.</param>
/// <param name="Drawdown">0 at a peak, negative below.</param>
/// <param name="Margin">Smallest margin ratio of all exchanges, while a position is open.</param>
/// <param name="Health">Health factor, while there is debt.</param>
/// <param name="Attribution">Cumulative amounts by bucket.</param>
public sealed record RunCourse(
    long Version, ImmutableArray<ImmutableArray<Point>> Equity, ImmutableArray<ImmutableArray<Point>> Drawdown, ImmutableArray<ImmutableArray<Point>> Margin, ImmutableArray<ImmutableArray<Point>> Health,
    ImmutableArray<Sample> Attribution)
{
    public ImmutableArray<BlockLine> Blocks { get; init; } = [];

    public ImmutableArray<HoldLine> Holds { get; init; } = [];
}

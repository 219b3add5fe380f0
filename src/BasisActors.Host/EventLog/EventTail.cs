using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using BasisActors.Host.EventLog.Files;

namespace BasisActors.Host.EventLog;

/// <summary>
/// The end of a live run's event files, and those to come for whoever follows. The run never waits for a follower: one that is slow loses the oldest of what it has
/// not taken yet, and is told how many.
/// </summary>
/// <param name="directory">Folder of the event files.</param>
public sealed class EventTail(string directory) : IDisposable
{
    /// <summary>Lines that a follower may be behind.</summary>
    private const int Behind = 1000;

    private readonly ConcurrentDictionary<Follower, byte> _followers = new();
    private volatile bool _isOver;

    /// <summary>The last events, oldest first.</summary>
    /// <param name="count">So many at most.</param>
    /// <param name="component">Only those of a component, by its name in the records; null for all.</param>
    public IReadOnlyList<string> Last(int count, string? component)
    {
        var found = new List<(DateTimeOffset At, long Order, string Line)>();
        foreach (var file in EventNames.Files.Order(StringComparer.Ordinal))
        {
            if (component is null || FileOf(component) == file)
                found.AddRange(LastOf(file, count, component).Select(Ordered));
        }

        return [.. found.OrderBy(f => f.At).ThenBy(f => f.Order).TakeLast(count).Select(f => f.Line)];
    }

    /// <summary>The last events and all that come after them, until cancelled or the run is over.</summary>
    public async IAsyncEnumerable<string> FollowAsync(int count, string? component, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var follower = new Follower(component);
        _followers.TryAdd(follower, 0); // first: an event that comes meanwhile is in both, and told once
        try
        {
            var last = Last(count, component);
            foreach (var line in last)
                yield return line;
            if (_isOver)
                follower.Lines.Writer.TryComplete(); // it was not among the followers when the others were told
            var told = last.ToHashSet(StringComparer.Ordinal);
            await foreach (var line in follower.Lines.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                if (told.Remove(line))
                    continue;
                if (follower.TakeLost() is > 0 and var lost)
                    yield return string.Create(CultureInfo.InvariantCulture, $"{{\"event_type\":\"left_out\",\"data\":{{\"events\":{lost}}}}}");
                yield return line;
            }
        }
        finally
        {
            _followers.TryRemove(follower, out _);
        }
    }

    /// <summary>An event has been written.</summary>
    internal void Add(ReadOnlySpan<byte> line)
    {
        if (_followers.IsEmpty)
            return;
        var text = Encoding.UTF8.GetString(line).TrimEnd('\n');
        foreach (var (follower, _) in _followers)
            follower.Add(text);
    }

    /// <summary>The run is over: who follows has what there is.</summary>
    public void Dispose()
    {
        _isOver = true;
        foreach (var (follower, _) in _followers)
            follower.Lines.Writer.TryComplete();
    }

    private List<string> LastOf(string file, int count, string? component)
    {
        var lines = LastLines(Path.Combine(directory, DailyFileName.Current(file)), count, component);
        foreach (var older in Older(file))
        {
            if (lines.Count >= count)
                break;
            lines.InsertRange(0, LastLines(older, count - lines.Count, component));
        }

        return lines;
    }

    /// <summary>Rotated files of a component, the newest first.</summary>
    private IEnumerable<string> Older(string file) => Directory.Exists(directory)
        ? Directory.EnumerateFiles(directory, file + "_events.*.jsonl")
            .Select(path => (Path: path, Is: DailyFileName.TryParse(Path.GetFileName(path), out var name), Name: name))
            .Where(f => f.Is && f.Name.File == file)
            .OrderByDescending(f => f.Name.Date).ThenByDescending(f => f.Name.Piece).Select(f => f.Path)
        : [];

    /// <summary>The last lines of a file, read from its end; none of one that is not there.</summary>
    private static List<string> LastLines(string path, int count, string? component)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var (size, found) = (64L * 1024, new List<string>());
            while (true)
            {
                var from = Math.Max(0, stream.Length - size);
                stream.Position = from;
                var bytes = new byte[stream.Length - from];
                stream.ReadExactly(bytes);
                var lines = Encoding.UTF8.GetString(bytes).Split('\n');
                // The first is a part of a line unless it begins the file, the last is what is being written.
                found = [.. lines[(from == 0 ? 0 : 1)..^1].Where(l => Matches(l, component)).TakeLast(count)];
                if (from == 0 || found.Count == count)
                    return found;
                size *= 4;
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static bool Matches(string line, string? component) =>
        line.StartsWith('{') && line.EndsWith('}') && (component is null || line.Contains($"\"component\":\"{component}\"", StringComparison.Ordinal));

    private static string FileOf(string recordName) => recordName.Split(':')[0];

    private static (DateTimeOffset At, long Order, string Line) Ordered(string line)
    {
        using var record = JsonDocument.Parse(line);
        return (record.RootElement.GetProperty("real_utc_time").GetDateTimeOffset(), record.RootElement.GetProperty("order").GetInt64(), line);
    }

    /// <summary>What one caller has not taken yet.</summary>
    private sealed class Follower
    {
        private readonly string? _component;
        private long _lost;

        public Follower(string? component)
        {
            _component = component;
            Lines = Channel.CreateBounded<string>(
                new BoundedChannelOptions(Behind) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, _ => Interlocked.Increment(ref _lost));
        }

        public Channel<string> Lines { get; }

        public void Add(string line)
        {
            if (Matches(line, _component))
                Lines.Writer.TryWrite(line);
        }

        public long TakeLost() => Interlocked.Exchange(ref _lost, 0);
    }
}

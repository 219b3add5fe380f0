using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace BasisActors.Host.EventLog.Files;

/// <summary>
/// The events of a run in their order, from the files of all its components, line by line: what is read at a time does not grow with the files. A line that is being
/// written while it is read is left out.
/// </summary>
internal static class EventLines
{
    private const int Chunk = 64 * 1024;

    private static ReadOnlySpan<byte> Head => """{"order":"""u8;

    /// <summary>Whether a run has event files there.</summary>
    public static bool Exist(string directory) => Directory.Exists(directory) && Directory.EnumerateFiles(directory, "*_events*.jsonl").Any();

    /// <summary>Order of the last event; 0 when there is none.</summary>
    public static long Last(string directory) => Components(directory).Select(files => LastOrder(files[^1])).DefaultIfEmpty(0).Max();

    /// <summary>Lines without their break, ascending by order. Each is good until the next is asked for.</summary>
    /// <param name="directory">Folder of the event files.</param>
    /// <param name="after">Events up to this order are left out.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(string directory, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var heads = new PriorityQueue<IAsyncEnumerator<(long Order, ReadOnlyMemory<byte> Line)>, long>();
        var all = Components(directory).Select(files => LinesAsync(files, after, cancellation).GetAsyncEnumerator(cancellation)).ToList();
        try
        {
            foreach (var component in all)
            {
                if (await component.MoveNextAsync().ConfigureAwait(false))
                    heads.Enqueue(component, component.Current.Order);
            }

            while (heads.TryDequeue(out var next, out _))
            {
                yield return next.Current.Line;
                if (await next.MoveNextAsync().ConfigureAwait(false))
                    heads.Enqueue(next, next.Current.Order);
            }
        }
        finally
        {
            foreach (var component in all)
                await component.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The files of each component, oldest first; the one being written is last.</summary>
    private static List<string[]> Components(string directory) =>
    [
        .. Directory.EnumerateFiles(directory, "*_events*.jsonl").Select(path => (Path: path, Name: Path.GetFileName(path)))
            .GroupBy(f => f.Name[..f.Name.IndexOf("_events", StringComparison.Ordinal)], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.OrderBy(f => DailyFileName.TryParse(f.Name, out var rotated) ? (rotated.Date, rotated.Piece) : (DateOnly.MaxValue, int.MaxValue)).Select(f => f.Path).ToArray()),
    ];

    private static async IAsyncEnumerable<(long Order, ReadOnlyMemory<byte> Line)> LinesAsync(string[] files, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            foreach (var file in files)
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
                var (start, end) = (0, 0);
                while (true)
                {
                    var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
                    if (length >= 0)
                    {
                        var line = buffer.AsMemory(start, length);
                        start += length + 1;
                        if (Order(line.Span) is { } order && order > after)
                            yield return (order, line);
                        continue;
                    }

                    buffer.AsSpan(start, end - start).CopyTo(buffer);
                    (start, end) = (0, end - start);
                    if (end == buffer.Length)
                        buffer = Grown(buffer, end);
                    var read = await stream.ReadAsync(buffer.AsMemory(end), cancellation).ConfigureAwait(false);
                    if (read == 0)
                        break; // what is left has no break: it is being written
                    end += read;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grown(byte[] buffer, int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static long? Order(ReadOnlySpan<byte> line) =>
        line.StartsWith(Head) && System.Buffers.Text.Utf8Parser.TryParse(line[Head.Length..], out long order, out _) && line[^1] == '}' ? order : null;

    private static long LastOrder(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        for (long size = Chunk; ; size *= 4)
        {
            var from = Math.Max(0, stream.Length - size);
            var tail = new byte[stream.Length - from];
            stream.Position = from;
            stream.ReadExactly(tail);
            var lines = Encoding.UTF8.GetString(tail).Split('\n')[..^1];
            if (lines.Skip(from > 0 ? 1 : 0).Select(l => Order(Encoding.UTF8.GetBytes(l))).LastOrDefault(o => o is not null) is { } order)
                return order;
            if (from == 0)
                return 0;
        }
    }
}

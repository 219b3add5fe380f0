using System.Collections.Concurrent;
using BasisActors.Actors.Events;

namespace BasisActors.Host.EventLog;

/// <summary>
/// Takes events on one thread and hands them in chunks to a thread of its own, in order. When the reader is slower than the writer, the writer waits:
/// events are neither dropped nor piled up.
/// </summary>
/// <remarks>
/// A run's thread adds an event by one store into an array. Chunks are small, so that payloads die young for the garbage collector, and are used again.
/// </remarks>
internal sealed class EventQueue : IDisposable
{
    /// <summary>One chunk is being filled, one being read, the others wait in between.</summary>
    private const int Chunks = 8;

    private const int LargestChunk = 4096;

    private readonly BlockingCollection<Chunk> _full;
    private readonly ConcurrentQueue<Chunk> _empty = new();
    private readonly Action<ReadOnlySpan<OrderedEvent>> _read;
    private readonly Thread _reader;
    private readonly int _chunkSize;
    private volatile Exception? _failure;
    private Chunk _filling;

    /// <param name="capacity">Events held at most; 3 at the least.</param>
    /// <param name="read">Called on the queue's thread with each chunk. When it throws, it is not called again.</param>
    public EventQueue(int capacity, Action<ReadOnlySpan<OrderedEvent>> read)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 3);
        _chunkSize = Math.Clamp(capacity / Chunks, 1, LargestChunk);
        Capacity = Math.Min(capacity, capacity / _chunkSize * _chunkSize);
        _full = new BlockingCollection<Chunk>(Capacity / _chunkSize - 2);
        _filling = new Chunk(_chunkSize);
        _read = read;
        _reader = new Thread(ReadAll) { IsBackground = true, Name = "event-files" };
        _reader.Start();
    }

    /// <summary>Events held at most: written by the run and not yet taken by the reader.</summary>
    public int Capacity { get; }

    /// <summary>What stopped the reader; null while it works. Events added after that are not read.</summary>
    public Exception? Failure => _failure;

    /// <summary>Adds an event; waits when the queue is full.</summary>
    public void Add(in OrderedEvent entry)
    {
        if (_filling.Add(entry) == _chunkSize)
            HandOver();
    }

    /// <summary>Hands over what is left and returns when the reader has taken everything, or has failed. No event may be added afterwards.</summary>
    public void Complete()
    {
        if (_full.IsAddingCompleted)
            return;
        HandOver();
        _full.CompleteAdding();
        _reader.Join();
    }

    public void Dispose()
    {
        Complete();
        _full.Dispose();
    }

    private void HandOver()
    {
        _full.Add(_filling);
        if (!_empty.TryDequeue(out var next))
            next = new Chunk(_chunkSize);
        _filling = next;
    }

    private void ReadAll()
    {
        foreach (var chunk in _full.GetConsumingEnumerable())
        {
            Read(chunk);
            chunk.Clear();
            _empty.Enqueue(chunk);
        }
    }

    private void Read(Chunk chunk)
    {
        if (_failure is not null)
            return; // the writer must not wait for a reader that is gone
        try
        {
            _read(chunk.Events);
        }
        catch (Exception exception)
        {
            _failure = exception; // told to the writer at its next event
        }
    }

    private sealed class Chunk(int size)
    {
        private readonly OrderedEvent[] _events = new OrderedEvent[size];
        private int _count;

        public ReadOnlySpan<OrderedEvent> Events => _events.AsSpan(0, _count);

        /// <summary>Adds an event and returns how many there are.</summary>
        public int Add(in OrderedEvent entry)
        {
            _events[_count] = entry;
            return ++_count;
        }

        public void Clear()
        {
            Array.Clear(_events, 0, _count);
            _count = 0;
        }
    }
}

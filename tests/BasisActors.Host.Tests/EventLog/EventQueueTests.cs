using BasisActors.Host.EventLog;

namespace BasisActors.Host.Tests.EventLog;

public class EventQueueTests
{
    /// <summary>The reader stands still until the writer can only have been stopped by the bound; then nothing may be lost.</summary>
    [Fact]
    public void A_slow_reader_makes_the_writer_wait()
    {
        const int Total = 1_000;
        long written = 0, read = 0, largest = 0;
        using var released = new ManualResetEventSlim();
        using var queue = new EventQueue(40, events =>
        {
            released.Wait();
            largest = Math.Max(largest, Volatile.Read(ref written) - read);
            read += events.Length;
        });
        var writer = new Thread(() =>
        {
            for (var order = 1L; order <= Total; order++)
            {
                queue.Add(EventSamples.Event(null, order: order));
                Volatile.Write(ref written, order);
            }
        });
        writer.Start();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref written) >= queue.Capacity - 1 && writer.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromMinutes(1)));
        Assert.InRange(Volatile.Read(ref written), 0, queue.Capacity);

        released.Set();
        writer.Join();
        queue.Complete();

        Assert.Equal(Total, read);
        Assert.InRange(largest, 1, queue.Capacity);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(10_000)]
    [InlineData(10_000_000)]
    public void It_holds_no_more_than_it_was_told_to(int capacity)
    {
        using var queue = new EventQueue(capacity, _ => { });

        Assert.InRange(queue.Capacity, capacity * 3 / 4, capacity);
    }

    [Fact]
    public void Events_arrive_in_order_and_the_last_chunk_is_not_forgotten()
    {
        var seen = new List<long>();
        using var queue = new EventQueue(80, events =>
        {
            foreach (var entry in events)
                seen.Add(entry.Order);
        });
        for (var order = 1L; order <= 1_003; order++)
            queue.Add(EventSamples.Event(null, order: order));
        queue.Complete();

        Assert.Equal(Enumerable.Range(1, 1_003).Select(i => (long)i), seen);
    }

    [Fact]
    public void A_reader_that_failed_stops_nobody_and_says_why()
    {
        var calls = 0;
        using var queue = new EventQueue(8, _ =>
        {
            calls++;
            throw new IOException("disk full");
        });
        for (var order = 1L; order <= 500; order++)
            queue.Add(EventSamples.Event(null, order: order));
        queue.Complete();

        Assert.Equal(1, calls);
        Assert.Equal("disk full", queue.Failure?.Message);
    }
}

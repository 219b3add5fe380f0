using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace BasisActors.Actors.Lanes;

/// <summary>
/// A dispatcher that runs every actor of one backtest tree on one thread, in FIFO order. When its queue is empty the tree is quiet; only then does the
/// clock send the next tick. The same inputs therefore give the same order of messages, without acknowledgements or timeouts (ADR 0002).
/// What one actor of the lane tells another waits in the lane's own queue: a mailbox, made for many senders, costs three times as much. An actor whose mailbox
/// is in use (suspended by a failure, stopped, or with messages from another thread) gets everything through it, in order.
/// </summary>
public sealed class LaneDispatcher : MessageDispatcher
{
    private const int OpenAndIdle = 0;

    private readonly Queue<Work> _ready = new(256);
    private readonly ConcurrentQueue<IRunnable> _fromOutside = new();
    private readonly AutoResetEvent _wake = new(false);
    private volatile bool _asleep, _stopped;
    private int _threadId, _arriving;
    private Func<bool>? _whenIdle;

    internal LaneDispatcher(MessageDispatcherConfigurator configurator, string id, ThreadPriority priority)
        : base(configurator)
    {
        Id = id;
        Throughput = 100;
        ShutdownTimeout = TimeSpan.FromSeconds(1);
        new Thread(Loop) { IsBackground = true, Name = id, Priority = priority }.Start();
    }

    /// <summary>Messages of the lane's own queue that wait; from another thread it is near enough.</summary>
    public int Waiting => _ready.Count + _fromOutside.Count;

    private bool OnLane => Environment.CurrentManagedThreadId == _threadId;

    /// <summary>Called on the lane whenever its tree is quiet; returns true when it sent something.</summary>
    public void SetIdleHandler(Func<bool>? handler) =>
        _whenIdle = OnLane ? handler : throw new InvalidOperationException("The idle handler can only be set by an actor of this lane.");

    public void Stop()
    {
        _stopped = true;
        _wake.Set();
    }

    public override void Dispatch(ActorCell cell, Envelope envelope)
    {
        if (OnLane)
        {
            if (IsCalm(cell))
                _ready.Enqueue(new Work(cell, envelope));
            else
                base.Dispatch(cell, envelope);
            return;
        }

        Interlocked.Increment(ref _arriving);
        try
        {
            base.Dispatch(cell, envelope);
        }
        finally
        {
            Interlocked.Decrement(ref _arriving);
        }
    }

    public override void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        if (OnLane)
        {
            base.SystemDispatch(cell, message);
            return;
        }

        Interlocked.Increment(ref _arriving);
        try
        {
            base.SystemDispatch(cell, message);
        }
        finally
        {
            Interlocked.Decrement(ref _arriving);
        }
    }

    protected override void ExecuteTask(IRunnable run)
    {
        if (OnLane)
        {
            _ready.Enqueue(new Work(run));
            return;
        }

        _fromOutside.Enqueue(run);
        if (_asleep)
            _wake.Set();
    }

    /// <summary>The last actor left; the thread sleeps and serves the next tree.</summary>
    protected override void Shutdown()
    {
    }

    private void Loop()
    {
        _threadId = Environment.CurrentManagedThreadId;
        while (!_stopped)
        {
            RunReady();

            // Another thread marks a mailbox as scheduled before it hands it over. In between, what an actor of the lane tells that mailbox is in neither queue,
            // and the tree looks quiet when it is not. So first see that nobody is on the way, then that nothing has arrived.
            var arriving = Volatile.Read(ref _arriving) != 0;
            if (!_fromOutside.IsEmpty)
            {
                while (_fromOutside.TryDequeue(out var run))
                    _ready.Enqueue(new Work(run));
                continue;
            }

            if (arriving)
            {
                Thread.Yield();
                continue;
            }

            if (_whenIdle is { } handler && handler())
                continue;
            _asleep = true;
            Interlocked.MemoryBarrier(); // without it a wake-up can be missed
            if (_fromOutside.IsEmpty)
                _wake.WaitOne();
            _asleep = false;
        }
    }

    // A method of its own: the loop around it never returns and would keep its unoptimised start-up code.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunReady()
    {
        while (_ready.TryDequeue(out var work))
        {
            if (work.Cell is not { } cell)
                work.Mailbox!.Run();
            else if (IsCalm(cell))
                Deliver(cell, work.Envelope);
            else
                base.Dispatch(cell, work.Envelope);
        }
    }

    private static void Deliver(ActorCell cell, Envelope envelope)
    {
        InternalCurrentActorCellKeeper.Current = cell;
        cell.Invoke(envelope);
        InternalCurrentActorCellKeeper.Current = null;
    }

    /// <summary>True when nothing waits in the actor's mailbox and it is neither suspended nor stopped.</summary>
    private static bool IsCalm(ActorCell cell) => cell.Mailbox is { } mailbox && CurrentStatus(mailbox) == OpenAndIdle;

    // Akka keeps the status of a mailbox to itself; a version without this method fails at the first message of the first test.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "CurrentStatus")]
    private static extern int CurrentStatus(Mailbox mailbox);

    /// <summary>A message for an actor of the lane, or a mailbox with messages from elsewhere.</summary>
    private readonly struct Work
    {
        public readonly IRunnable? Mailbox;
        public readonly ActorCell? Cell;
        public readonly Envelope Envelope;

        public Work(IRunnable mailbox) => Mailbox = mailbox;

        public Work(ActorCell cell, Envelope envelope) => (Cell, Envelope) = (cell, envelope);
    }
}

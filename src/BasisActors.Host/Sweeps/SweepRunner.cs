using System.Collections.Immutable;
using BasisActors.Domain.Errors;
using BasisActors.Host.Backtests;
using BasisActors.Host.Results;

namespace BasisActors.Host.Sweeps;

/// <summary>How far a sweep is.</summary>
/// <param name="Done">Points finished, in this process or before.</param>
/// <param name="Total">Points in all.</param>
/// <param name="DoneHere">Points finished in this process.</param>
/// <param name="Best">The best finished point; null before the first.</param>
public readonly record struct SweepProgress(int Done, int Total, int DoneHere, PointResult? Best);

/// <summary>Runs points as actor trees of their own, as many at a time as there are lanes. Which lane a point gets changes nothing in its row.</summary>
internal sealed class SweepRunner
{
    private readonly SweepRequest _request;
    private readonly ImmutableArray<SweepPoint> _points;
    private readonly ActorHost _host;
    private readonly Action<PointResult> _keep;
    private readonly Dictionary<SweepJob, PointResult> _done;
    private readonly Lock _lock = new();
    private readonly int _total;
    private int _doneHere;
    private PointResult? _best;

    /// <param name="request">What is asked for.</param>
    /// <param name="points">The points by number.</param>
    /// <param name="host">An actor system with the lanes.</param>
    /// <param name="done">What was finished before.</param>
    /// <param name="total">Jobs that there will be in all.</param>
    /// <param name="keep">Told of every row as it is finished, one at a time.</param>
    public SweepRunner(
        SweepRequest request, ImmutableArray<SweepPoint> points, ActorHost host, IReadOnlyDictionary<SweepJob, PointResult> done, int total, Action<PointResult> keep)
    {
        (_request, _points, _host, _total, _keep) = (request, points, host, total, keep);
        _done = new Dictionary<SweepJob, PointResult>(done);
        _best = request.Metric.Best(_done.Values.OrderBy(r => r.Job.From).ThenBy(r => r.Job.Point));
    }

    public SweepProgress Progress
    {
        get
        {
            lock (_lock)
                return new SweepProgress(_done.Count, _total, _doneHere, _best);
        }
    }

    /// <summary>Runs what is not done yet. When cancelled, the points in hand are finished and no further one is begun.</summary>
    /// <returns>The rows in the order of the jobs, or null when it was cancelled before all were done.</returns>
    public async Task<ImmutableArray<PointResult>?> RunAsync(ImmutableArray<SweepJob> jobs, CancellationToken cancellation)
    {
        var open = new Queue<SweepJob>(jobs.Distinct().Where(j => !_done.ContainsKey(j)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAll(Enumerable.Range(0, _request.Lanes).Select(_ => Task.Run(() => WorkAsync(open, stop), CancellationToken.None))).ConfigureAwait(false);
        lock (_lock)
            return jobs.All(_done.ContainsKey) ? [.. jobs.Select(j => _done[j])] : null;
    }

    private async Task WorkAsync(Queue<SweepJob> open, CancellationTokenSource stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                SweepJob job;
                lock (_lock)
                {
                    if (!open.TryDequeue(out job))
                        return;
                }

                var result = await RunAsync(job).ConfigureAwait(false);
                lock (_lock)
                    Keep(result);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false); // the others finish what they have in hand
            throw;
        }
    }

    private void Keep(PointResult result)
    {
        _keep(result);
        _done.Add(result.Job, result);
        _doneHere++;
        _best = _request.Metric.Best(_best is null ? [result] : [_best, result]);
    }

    private async Task<PointResult> RunAsync(SweepJob job)
    {
        if (_points[job.Point] is not SweepPoint.Ready ready)
        {
            var refused = (SweepPoint.Refused)_points[job.Point];
            return PointResult.Of(job, refused.Status, refused.Error);
        }

        var id = $"{job.From:yyyyMMddHH}-{job.To:yyyyMMddHH}-{job.Point}";
        try
        {
            using var recorder = new TotalsRecorder(new RecordedRun(id, ready.Run, ready.Market, job.From, job.To, ready.Hash));
            var request = _request.Run with { From = job.From, To = job.To };
            var outcome = await _host.RunAsync(RunComposition.Compose(id, request, ready.Run, ready.Hash, ready.Market, recorder, events: null)).ConfigureAwait(false);
            return PointResult.Of(job, recorder.Complete(outcome, DataReportView.Clean, new EngineTimes(0, 0, 0, 0)));
        }
        catch (BasisException e)
        {
            return PointResult.Of(job, PointStatus.Failed, e.Error);
        }
    }
}

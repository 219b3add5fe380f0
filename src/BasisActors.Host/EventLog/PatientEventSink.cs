using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;

namespace BasisActors.Host.EventLog;

/// <summary>
/// Keeps the events that a live run's files do not take, and gives them again, in order, before the next: a disk that is full for a while ends no run and loses no
/// event. It keeps so many and no more.
/// </summary>
/// <param name="files">Takes an event whole or not at all.</param>
/// <param name="say">Told when the files begin to take nothing, and when they take everything again.</param>
public sealed class PatientEventSink(IEventSink files, Action<string> say) : IEventSink
{
    /// <summary>Some hours of a run that holds; some minutes of one that trades.</summary>
    public const int MostKept = 20_000;

    private const string NotWritten = "EVT-001";

    private readonly Queue<OrderedEvent> _kept = new();

    /// <exception cref="BasisException">EVT-001 when the files take nothing and as many events are kept as may be.</exception>
    public void Write(in OrderedEvent entry)
    {
        try
        {
            while (_kept.TryPeek(out var oldest))
            {
                files.Write(oldest);
                _kept.Dequeue();
                if (_kept.Count == 0)
                    say($"the event log is written again; no event is missing up to {oldest.Order}");
            }

            files.Write(entry);
        }
        catch (BasisException exception) when (exception.Error.Code == NotWritten && _kept.Count < MostKept)
        {
            if (_kept.Count == 0)
                say(exception.Error.ToString().ReplaceLineEndings(" "));
            _kept.Enqueue(entry);
        }
    }
}

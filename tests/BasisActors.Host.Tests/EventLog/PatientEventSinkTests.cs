using BasisActors.Actors.Events;
using BasisActors.Domain.Errors;
using BasisActors.Host.EventLog;

namespace BasisActors.Host.Tests.EventLog;

public class PatientEventSinkTests
{
    private readonly Files _files = new();
    private readonly List<string> _said = [];
    private readonly PatientEventSink _sink;

    public PatientEventSinkTests() => _sink = new PatientEventSink(_files, _said.Add);

    [Fact]
    public void What_the_files_did_not_take_comes_first_when_they_take_again()
    {
        Write(1);
        _files.IsFull = true;
        Write(2);
        Write(3);
        Assert.Equal([1], _files.Taken);
        _files.IsFull = false;
        Write(4);

        Assert.Equal([1, 2, 3, 4], _files.Taken);
        Assert.Collection(_said, l => Assert.StartsWith("EVT-001", l, StringComparison.Ordinal), l => Assert.Contains("up to 3", l, StringComparison.Ordinal));
    }

    [Fact]
    public void It_keeps_so_many_and_no_more()
    {
        _files.IsFull = true;
        for (var i = 1; i <= PatientEventSink.MostKept; i++)
            Write(i);

        Assert.Equal("EVT-001", Assert.Throws<BasisException>(() => Write(PatientEventSink.MostKept + 1)).Error.Code);
        _files.IsFull = false;
        Write(PatientEventSink.MostKept + 1);
        Assert.Equal(PatientEventSink.MostKept + 1, _files.Taken.Count);
    }

    [Fact]
    public void Another_error_is_not_waited_for()
    {
        _files.Error = "EVT-002";
        _files.IsFull = true;

        Assert.Throws<BasisException>(() => Write(1));
        Assert.Empty(_said);
    }

    private void Write(long order) => _sink.Write(new OrderedEvent(order, new LogEvent(DateTimeOffset.UnixEpoch, "clock", EventType.Error, EventStatus.Failed, null)));

    private sealed class Files : IEventSink
    {
        public List<long> Taken { get; } = [];

        public bool IsFull { get; set; }

        public string Error { get; set; } = "EVT-001";

        public void Write(in OrderedEvent entry)
        {
            if (IsFull)
                throw new BasisException(Error, "full");
            Taken.Add(entry.Order);
        }
    }
}

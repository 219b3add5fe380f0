namespace BasisActors.Host.Reports;

/// <summary>Events of one kind close together in time, drawn as one mark.</summary>
/// <param name="At">The first of them.</param>
/// <param name="Count">How many.</param>
public readonly record struct Mark(DateTimeOffset At, long Count);

/// <summary>Events of one kind, at most 1,000 marks: when there are more, those within the same span become one and the span doubles.</summary>
public sealed class MarkSeries
{
    private const int Capacity = 1000;
    private readonly List<Mark> _marks = [];
    private TimeSpan _span = TimeSpan.FromHours(1);

    public IReadOnlyList<Mark> Marks => _marks;

    public long Total { get; private set; }

    public void Add(DateTimeOffset at)
    {
        Total++;
        if (Joins(at))
        {
            _marks[^1] = _marks[^1] with { Count = _marks[^1].Count + 1 };
            return;
        }

        _marks.Add(new Mark(at, 1));
        while (_marks.Count > Capacity)
            Coarsen();
    }

    private bool Joins(DateTimeOffset at) => _marks.Count > 0 && at - _marks[^1].At < _span;

    private void Coarsen()
    {
        _span *= 2;
        var all = _marks.ToArray();
        _marks.Clear();
        foreach (var mark in all)
        {
            if (Joins(mark.At))
                _marks[^1] = _marks[^1] with { Count = _marks[^1].Count + mark.Count };
            else
                _marks.Add(mark);
        }
    }
}

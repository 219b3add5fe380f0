namespace BasisActors.Host.Reports;

/// <summary>A value at a time.</summary>
public readonly record struct Point(DateTimeOffset At, decimal Value);

/// <summary>
/// A series of any length thinned to at most 1,500 points that keeps its extremes: each bin remembers its smallest and its largest value. When the bins run
/// out, neighbours are merged and each covers twice as many observations.
/// </summary>
/// <param name="stepSeconds">Distance of two regular observations.</param>
/// <param name="bridgesHoles">True draws on over missing observations; false begins a new piece after them.</param>
public sealed class MinMaxSeries(int stepSeconds, bool bridgesHoles = false)
{
    private const int Capacity = 750;
    private readonly Bin[] _bins = new Bin[Capacity];
    private int _count;
    private int _perBin = 1;
    private int _inLast;

    public bool IsEmpty => _count == 0;

    public void Add(DateTimeOffset at, decimal value)
    {
        var bin = new Bin(new Point(at, value), new Point(at, value));
        if (_count > 0 && _inLast < _perBin)
        {
            _bins[_count - 1] = _bins[_count - 1].With(bin);
            _inLast++;
            return;
        }

        if (_count == Capacity)
            Merge();
        _bins[_count++] = bin;
        _inLast = 1;
    }

    /// <summary>The points in order of time, in unbroken pieces: a new piece begins where observations were missing, unless holes are bridged.</summary>
    public IReadOnlyList<IReadOnlyList<Point>> Pieces()
    {
        var pieces = new List<IReadOnlyList<Point>>();
        var piece = new List<Point>();
        var widest = TimeSpan.FromSeconds(2L * _perBin * stepSeconds);
        for (var i = 0; i < _count; i++)
        {
            var (first, second) = _bins[i].InOrder();
            if (!bridgesHoles && piece.Count > 0 && first.At - piece[^1].At > widest)
            {
                pieces.Add(piece);
                piece = [];
            }

            piece.Add(first);
            if (second.At != first.At)
                piece.Add(second);
        }

        if (piece.Count > 0)
            pieces.Add(piece);
        return pieces;
    }

    private void Merge()
    {
        for (var i = 0; i < Capacity / 2; i++)
            _bins[i] = _bins[2 * i].With(_bins[2 * i + 1]);
        _count = Capacity / 2;
        _perBin *= 2;
    }

    private readonly record struct Bin(Point Min, Point Max)
    {
        public Bin With(in Bin other) => new(other.Min.Value < Min.Value ? other.Min : Min, other.Max.Value > Max.Value ? other.Max : Max);

        public (Point First, Point Second) InOrder() => Min.At <= Max.At ? (Min, Max) : (Max, Min);
    }
}

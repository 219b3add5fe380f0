using BasisActors.Data.Catalogue;
using BasisActors.Data.Timeline;

namespace BasisActors.Data.Reading;

/// <summary>A file that was read and found valid: its coverage, and the values that matter to the period asked for.</summary>
/// <param name="path">Path of the file.</param>
/// <param name="layout">How it was read.</param>
/// <param name="knownAt">Epoch seconds at which each remembered row became known, ascending.</param>
/// <param name="kept">One array per kept column.</param>
/// <param name="count">Number of remembered rows; the arrays may be longer.</param>
internal sealed class FileContent(string path, FileLayout layout, long[] knownAt, decimal[][] kept, int count)
{
    public string Path => path;

    /// <summary>When the first row of the whole file became known, epoch seconds.</summary>
    public required long First { get; init; }

    /// <summary>When the last row of the whole file became known, epoch seconds.</summary>
    public required long Last { get; init; }

    /// <summary>Rows left out because they repeat the row before, with equal values.</summary>
    public required int RepeatedRows { get; init; }

    /// <summary>The observations of one kept column.</summary>
    public Observations Column(string name)
    {
        for (var i = 0; i < kept.Length; i++)
        {
            if (layout.Columns[layout.Kept[i]].Name == name)
                return At(i);
        }

        throw new ArgumentException($"Column {name} of {path} is not kept.", nameof(name));
    }

    /// <summary>The observations of the only kept column.</summary>
    public Observations Only() => kept.Length == 1 ? At(0) : throw new InvalidOperationException($"{path} has {kept.Length} kept columns.");

    private Observations At(int index) => new(knownAt, kept[index], count) { First = First, Last = Last };
}

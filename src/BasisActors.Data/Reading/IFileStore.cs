using BasisActors.Data.Catalogue;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Reading;

/// <summary>Where the files of a data set are kept: a folder of CSV files, or a database they were imported into.</summary>
internal interface IFileStore
{
    /// <summary>Where a file would be; for messages.</summary>
    string Place(DataFile file);

    /// <summary>True when the data set has the file.</summary>
    /// <exception cref="BasisException">DPR-001/DATA-008 when two files match.</exception>
    bool Has(DataFile file);

    /// <summary>How much there is to read of a file the data set has, in a unit of the store's own.</summary>
    long Size(DataFile file);

    /// <summary>Reads a file the data set has. Several threads may read at once.</summary>
    /// <exception cref="BasisException">DPR-001 or DPR-002 with the finer code.</exception>
    FileContent Read(DataFile file, FileLayout layout, Period period);
}

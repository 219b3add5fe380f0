using System.Runtime.ExceptionServices;
using BasisActors.Data.Catalogue;
using BasisActors.Data.Timeline;
using BasisActors.Domain.Errors;

namespace BasisActors.Data.Reading;

/// <summary>One file on its way into memory. A fault is kept until it is asked for, so that which one is raised does not depend on threads.</summary>
internal sealed class FileReading(DataFile file, IFileStore store, FileLayout layout)
{
    private FileContent? _content;
    private ExceptionDispatchInfo? _fault;

    public DataFile File => file;

    public long Size { get; } = store.Size(file);

    public void Run(Period period)
    {
        try
        {
            _content = store.Read(file, layout, period);
        }
        catch (BasisException e)
        {
            _fault = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <exception cref="BasisException">What was wrong with the file.</exception>
    public FileContent Content()
    {
        _fault?.Throw();
        return _content ?? throw new InvalidOperationException($"{file} has not been read.");
    }
}

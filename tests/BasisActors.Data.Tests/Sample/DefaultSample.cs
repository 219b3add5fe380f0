using BasisActors.Data.Sample;

namespace BasisActors.Data.Tests.Sample;

/// <summary>The sample that is made on first use, written once for all tests that read it.</summary>
public sealed class DefaultSample : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DefaultSample()
    {
        Report = SampleDataSet.Write(new SampleRequest(_folder["sample"], SampleDataSet.DefaultSeed, SampleDataSet.DefaultFrom, SampleDataSet.DefaultTo));
        Files = new SampleFiles(_folder["sample"]);
    }

    public SampleReport Report { get; }

    public SampleFiles Files { get; }

    public void Dispose() => _folder.Dispose();
}

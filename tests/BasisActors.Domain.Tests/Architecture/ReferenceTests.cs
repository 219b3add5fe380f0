using System.Xml.Linq;
using BasisActors.Domain.Ledger;
using BasisActors.Tests.Fixtures;

namespace BasisActors.Domain.Tests.Architecture;

/// <summary>References point inward: Domain ← Actors, Data, Venues ← Host.</summary>
public class ReferenceTests
{
    [Theory]
    [InlineData("Domain", "")]
    [InlineData("Actors", "BasisActors.Domain")]
    [InlineData("Data", "BasisActors.Domain")]
    [InlineData("Venues", "BasisActors.Domain")]
    public void A_project_references_only_what_lies_further_in(string project, string allowed) =>
        Assert.Equal(allowed, string.Join(' ', Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))));

    [Fact]
    public void The_domain_takes_no_package() => Assert.Empty(Items("Domain", "PackageReference"));

    [Fact]
    public void The_domain_needs_the_base_class_library_and_nothing_else() =>
        Assert.All(typeof(Book).Assembly.GetReferencedAssemblies(), a => Assert.StartsWith("System", a.Name, StringComparison.Ordinal));

    [Fact]
    public void The_domain_touches_no_file_no_network_and_no_clock()
    {
        string[] forbidden = ["System.Net", "System.IO.FileSystem", "System.Threading.Tasks.Parallel", "System.Diagnostics.Process", "System.Console"];

        Assert.DoesNotContain(typeof(Book).Assembly.GetReferencedAssemblies(), a => forbidden.Any(f => a.Name!.StartsWith(f, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Items(string project, string item) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", $"BasisActors.{project}", $"BasisActors.{project}.csproj")).Descendants(item).Select(e => e.Attribute("Include")!.Value);
}

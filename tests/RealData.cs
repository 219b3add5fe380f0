using Xunit.Abstractions;

namespace BasisActors.Tests;

/// <summary>
/// Finds the real data set: the folder named by BASIS_TEST_DATA or, failing that, <c>shared/data</c> beside the folder of the solution.
/// It is no part of the product; only tests on real observations need it.
/// </summary>
internal static class RealData
{
    private const string Variable = "BASIS_TEST_DATA";

    /// <summary>The root of the data set, or null when there is none: the test then has nothing to say. With CI=true its absence fails the test.</summary>
    public static string? Find(ITestOutputHelper output)
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        var directory = string.IsNullOrEmpty(named) ? BesideSolution() : named;
        if (directory is not null && Directory.Exists(directory))
            return directory;
        var message = $"The real data set is not here. Set {Variable} to its root to run this test.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(message);
        output.WriteLine(message);
        return null;
    }

    private static string? BesideSolution()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BasisActors.sln")))
                return folder.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
        }

        return null;
    }
}

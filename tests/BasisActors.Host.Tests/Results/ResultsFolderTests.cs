using BasisActors.Domain.Errors;
using BasisActors.Host.Results;

namespace BasisActors.Host.Tests.Results;

public sealed class ResultsFolderTests : IDisposable
{
    private readonly TestFolder _root = new();

    [Fact]
    public void Nothing_has_the_name_of_the_result_until_it_is_whole()
    {
        using var folder = ResultsFolder.Create(_root.Path, "run");
        folder.Save("summary.json", "{}"u8);

        Assert.False(Directory.Exists(_root.File("run")));
        folder.Commit();

        Assert.Equal(["summary.json"], Directory.GetFileSystemEntries(_root.File("run")).Select(Path.GetFileName));
        Assert.Equal(["run"], Directory.GetFileSystemEntries(_root.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_abandoned_run_leaves_nothing_and_the_older_result_untouched()
    {
        Commit("run", "old");
        using (var folder = ResultsFolder.Create(_root.Path, "run"))
            folder.Save("summary.json", "new"u8);

        Assert.Equal("old", File.ReadAllText(_root.File("run", "summary.json")));
        Assert.Equal(["run"], Directory.GetFileSystemEntries(_root.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_older_result_is_replaced_as_a_whole()
    {
        Commit("run", "old");
        File.WriteAllText(_root.File("run", "stray.csv"), "of the old result");
        Commit("run", "new");

        Assert.Equal("new", File.ReadAllText(_root.File("run", "summary.json")));
        Assert.False(File.Exists(_root.File("run", "stray.csv")));
    }

    [Fact]
    public void What_a_killed_run_left_is_cleared_away()
    {
        Directory.CreateDirectory(_root.File("run.partial"));
        File.WriteAllText(_root.File("run.partial", ".lock"), "");
        File.WriteAllText(_root.File("run.partial", "equity.csv"), "half");

        Commit("run", "new");

        Assert.False(File.Exists(_root.File("run", "equity.csv")));
    }

    [Fact]
    public void Two_runs_cannot_write_under_one_name()
    {
        using var first = ResultsFolder.Create(_root.Path, "run");

        Assert.Equal("RST-001", Assert.Throws<BasisException>(() => ResultsFolder.Create(_root.Path, "run")).Error.Code);
    }

    [Fact]
    public void A_root_that_cannot_be_made_is_refused_before_the_run()
    {
        File.WriteAllText(_root.File("file"), "");

        var error = Assert.Throws<BasisException>(() => ResultsFolder.Create(_root.File("file", "results"), "run")).Error;

        Assert.Equal("RST-001", error.Code);
        Assert.Equal(_root.File("file", "results", "run.partial"), error.Where);
    }

    [Fact]
    public void A_folder_that_is_not_a_result_is_never_replaced()
    {
        Directory.CreateDirectory(_root.File("photos"));
        File.WriteAllText(_root.File("photos", "cat.jpg"), "");

        Assert.Equal("RST-001", Assert.Throws<BasisException>(() => ResultsFolder.Create(_root.Path, "photos")).Error.Code);
        Assert.True(File.Exists(_root.File("photos", "cat.jpg")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("with space")]
    public void An_id_that_is_not_a_folder_name_is_refused(string id) =>
        Assert.Equal("BTS-002", Assert.Throws<BasisException>(() => ResultsFolder.Create(_root.Path, id)).Error.Code);

    public void Dispose() => _root.Dispose();

    private void Commit(string id, string content)
    {
        using var folder = ResultsFolder.Create(_root.Path, id);
        File.WriteAllText(folder.File("summary.json"), content);
        folder.Commit();
    }
}

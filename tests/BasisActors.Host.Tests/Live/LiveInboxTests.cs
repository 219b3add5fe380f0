using BasisActors.Actors.Live;
using BasisActors.Host.Live;

namespace BasisActors.Host.Tests.Live;

/// <summary>Requests to a live run wait in files until they are in its journal.</summary>
public sealed class LiveInboxTests : IDisposable
{
    private static readonly OperatorRequest Deposit = new("20260301T120000-deposit", OperatorRequestKind.Deposit, 1234.5m);
    private static readonly OperatorRequest Halt = new("20260301T120001-halt", OperatorRequestKind.Halt, 0);

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("basis-inbox-").FullName, "inbox");

    [Fact]
    public async Task What_was_left_is_read_oldest_first_until_it_is_removed()
    {
        var inbox = new LiveInbox(_folder);
        Assert.Empty(await inbox.ReadAsync(CancellationToken.None));
        LiveInbox.Leave(_folder, Halt);
        LiveInbox.Leave(_folder, Deposit);

        Assert.Equal(new[] { Deposit, Halt }, (await inbox.ReadAsync(CancellationToken.None)).AsEnumerable());
        Assert.Equal(new[] { Deposit, Halt }, (await inbox.ReadAsync(CancellationToken.None)).AsEnumerable());
        inbox.Remove([Deposit]);

        Assert.Equal(new[] { Halt }, (await inbox.ReadAsync(CancellationToken.None)).AsEnumerable());
    }

    [Fact]
    public async Task A_file_that_is_not_a_request_is_set_aside_and_holds_up_nobody()
    {
        LiveInbox.Leave(_folder, Halt);
        await File.WriteAllTextAsync(Path.Combine(_folder, "20260101-broken.json"), "{\"kind\":\"Depos");

        Assert.Equal(new[] { Halt }, (await new LiveInbox(_folder).ReadAsync(CancellationToken.None)).AsEnumerable());
        Assert.True(File.Exists(Path.Combine(_folder, "20260101-broken.json.refused")));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);
}

using Microsoft.AspNetCore.Components;

namespace BasisActors.Host.Dashboard.Parts;

/// <summary>A page that looks again each second, once it is connected. The runs do not know of it.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _over = new();

    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Over => _over.Token;

    /// <summary>Fetches what the page shows.</summary>
    protected abstract Task LookAsync();

    protected override Task OnParametersSetAsync() => LookAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = WatchAsync();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Look, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(Over))
            {
                await InvokeAsync(async () =>
                {
                    await LookAsync();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // the page was left
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_over.IsCancellationRequested)
        {
            _over.Cancel();
            _over.Dispose();
        }
    }
}

using MudBlazor;

namespace BasisActors.Host.Dashboard.Layout;

/// <summary>Letters of the machine's own font; colours are those of <c>dashboard.css</c>, which knows light and dark.</summary>
internal static class DashboardTheme
{
    private static readonly string[] Letters = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = "15px", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Letters, TextTransform = "none", FontWeight = "600", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Letters, FontSize = "18px", FontWeight = "650" },
        },
    };
}

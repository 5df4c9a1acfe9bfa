using System.Globalization;
using System.Net;
using System.Text;

namespace PartnerLrs.Bench.Reports;

/// <summary>A plot of lines against stored volume (logarithmic), the other axis from zero, as SVG that reads well on a light background.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Unit">Of the vertical axis.</param>
/// <param name="Lines">The lines, each with its points in order of volume.</param>
internal sealed record SvgPlot(string Title, string Unit, IReadOnlyList<PlotLine> Lines)
{
    private const double Left = 80;
    private const double Top = 44;
    private const double PlotWidth = 520;
    private const double PlotHeight = 300;
    private const double LegendWidth = 230;
    private const double LegendLine = 20;

    /// <summary>Colours that stay apart for readers who do not tell red from green (Okabe and Ito).</summary>
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7f7f7f"];

    private static readonly string[] Dashes = ["", "6 3", "2 3", "9 3 2 3"];

    /// <summary>The file's text.</summary>
    public string Draw()
    {
        var points = Lines.SelectMany(line => line.Points).ToList();
        var (low, high) = (Math.Log10(points.Min(p => p.Volume)), Math.Log10(points.Max(p => p.Volume)));
        if (high - low < 0.1)
            (low, high) = (low - 0.5, high + 0.5);
        var step = Step(points.Max(p => p.Value));
        var top = Math.Max(step, Math.Ceiling(points.Max(p => p.Value) / step) * step);
        var (width, height) = (Left + PlotWidth + LegendWidth, Top + Math.Max(PlotHeight + 60, Lines.Count * LegendLine));

        var svg = new StringBuilder();
        svg.Append(F($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="sans-serif" font-size="12" fill="#222">""")).Append('\n');
        svg.Append(F($"""<rect width="{width}" height="{height}" fill="#fff"/>""")).Append('\n');
        Text(svg, Left, 24, Title, "font-size=\"15\" font-weight=\"bold\"");
        for (var value = 0.0; value <= top * 1.0001; value += step)
        {
            svg.Append(F($"""<line x1="{Left}" y1="{Y(value)}" x2="{Left + PlotWidth}" y2="{Y(value)}" stroke="#ddd"/>""")).Append('\n');
            Text(svg, Left - 8, Y(value) + 4, value.ToString("#,0.###", CultureInfo.InvariantCulture), "text-anchor=\"end\"");
        }

        foreach (var volume in points.Select(p => p.Volume).Distinct())
        {
            svg.Append(F($"""<line x1="{X(volume)}" y1="{Top}" x2="{X(volume)}" y2="{Top + PlotHeight + 5}" stroke="#ddd"/>""")).Append('\n');
            Text(svg, X(volume), Top + PlotHeight + 20, Results.Numbers.Volume(volume), "text-anchor=\"middle\"");
        }

        svg.Append(F($"""<path d="M{Left} {Top}V{Top + PlotHeight}H{Left + PlotWidth}" fill="none" stroke="#222"/>""")).Append('\n');
        Text(svg, Left + (PlotWidth / 2), Top + PlotHeight + 42, "stored statements (logarithmic)", "text-anchor=\"middle\"");
        Text(svg, 0, 0, Unit, F($"text-anchor=\"middle\" transform=\"translate(18 {Top + (PlotHeight / 2)}) rotate(-90)\""));
        for (var i = 0; i < Lines.Count; i++)
            Draw(svg, i);
        return svg.Append("</svg>\n").ToString();

        double X(long volume) => Left + ((Math.Log10(volume) - low) / (high - low) * PlotWidth);
        double Y(double value) => Top + PlotHeight - (value / top * PlotHeight);

        void Draw(StringBuilder to, int i)
        {
            var style = F($"stroke=\"{Colours[i % Colours.Length]}\" stroke-width=\"2\" stroke-dasharray=\"{Dashes[i / Colours.Length % Dashes.Length]}\"");
            var corners = string.Join(' ', Lines[i].Points.Select(p => F($"{X(p.Volume)},{Y(p.Value)}")));
            to.Append(F($"""<polyline points="{corners}" fill="none" {style}/>""")).Append('\n');
            foreach (var point in Lines[i].Points)
                to.Append(F($"""<circle cx="{X(point.Volume)}" cy="{Y(point.Value)}" r="3" fill="{Colours[i % Colours.Length]}"/>""")).Append('\n');
            var y = Top + 6 + (i * LegendLine);
            to.Append(F($"""<line x1="{Left + PlotWidth + 16}" y1="{y}" x2="{Left + PlotWidth + 44}" y2="{y}" {style}/>""")).Append('\n');
            Text(to, Left + PlotWidth + 50, y + 4, Lines[i].Name, "");
        }
    }

    private static void Text(StringBuilder svg, double x, double y, string text, string attributes) =>
        svg.Append(F($"""<text x="{x}" y="{y}" {attributes}>{WebUtility.HtmlEncode(text)}</text>""")).Append('\n');

    /// <summary>1, 2 or 5 times a power of ten, so that about five lines cross the plot.</summary>
    private static double Step(double most)
    {
        var rough = Math.Max(most, 1e-6) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * ((rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

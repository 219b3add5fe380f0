namespace BasisActors.Host.Reports;

/// <summary>The style sheet of a report: light and dark, narrow and wide, and on paper.</summary>
internal static class ReportStyle
{
    public const string Css = """

        :root{--page:#f6f7f9;--card:#fff;--ink:#16191d;--soft:#5b6470;--rule:#e3e6ea;--axis:#b9c0c8;
        --s1:#2a78d6;--s2:#eb6834;--s3:#1baf7a;--s4:#eda100;--s5:#d9568a;--s6:#008300;--s7:#4a3aa7;--s8:#d63a3a;--warning:#a86b00;--critical:#c2410c;--liquidation:#b42318;--good:#0b7a4b}
        @media (prefers-color-scheme:dark){:root{--page:#0f1215;--card:#181c21;--ink:#e8ebee;--soft:#9aa4af;--rule:#2a3037;--axis:#4c555f;
        --s1:#4a96ea;--s2:#e2703f;--s3:#2bb888;--s4:#d29a1a;--s5:#db6c9b;--s6:#3a9c3a;--s7:#9a90ec;--s8:#ea6b6b;--warning:#e0a94a;--critical:#f08a5d;--liquidation:#f2766b;--good:#46c78f}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
        header,main,footer{max-width:1200px;margin:0 auto;padding:0 20px}
        header{padding-top:28px}
        header p{margin:0;color:var(--soft);overflow-wrap:anywhere}
        .kicker{font-size:12px;letter-spacing:.08em;text-transform:uppercase}
        h1{margin:2px 0 4px;font-size:28px;line-height:1.25;font-weight:650;letter-spacing:-.01em;overflow-wrap:anywhere}
        h2{margin:0 0 12px;font-size:18px;font-weight:650}
        h3{margin:0;font-size:16px;font-weight:650}
        .status{display:inline-block;vertical-align:middle;padding:1px 10px;border:1px solid currentColor;border-radius:99px;font-size:13px;font-weight:600;letter-spacing:0}
        .completed{color:var(--good)}.cancelled{color:var(--warning)}.halted,.failed{color:var(--liquidation)}
        section,figure{margin:0 0 20px;padding:20px;background:var(--card);border:1px solid var(--rule);border-radius:10px}
        main{padding-top:20px}
        .error{border-left:4px solid var(--liquidation)}.error p{margin:0 0 4px;overflow-wrap:anywhere}
        .tiles{display:grid;grid-template-columns:repeat(6,1fr);gap:1px;padding:0;overflow:hidden;background:var(--rule)}
        .tiles div{padding:16px;background:var(--card);min-width:0}
        .tiles span,.tiles small{display:block;color:var(--soft);font-size:13px}
        .tiles strong{display:block;margin:2px 0;font-size:21px;font-weight:650;line-height:1.25;font-variant-numeric:tabular-nums;letter-spacing:-.01em}
        .charts{padding:0;background:none;border:0}.charts>h2{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        figcaption p,.chart>p{margin:2px 0 10px;color:var(--soft);font-size:13px}
        .legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0 0 12px;padding:0;list-style:none;font-size:13px;color:var(--soft)}
        .legend i{display:inline-block;width:10px;height:10px;margin-right:6px;border-radius:2px;background:var(--c)}
        .legend i.total{height:2px;vertical-align:middle}
        .legend b{color:var(--ink);font-weight:600;font-variant-numeric:tabular-nums}
        .plot{display:grid;margin-top:18px;grid-template-columns:76px 1fr;grid-template-rows:260px 24px}
        .small .plot{grid-template-rows:110px 24px}
        .canvas,.y,.x{position:relative}.x{grid-column:2}
        .canvas svg{display:block;width:100%;height:100%;overflow:visible}
        .y span{position:absolute;right:10px;transform:translateY(-50%);font-size:12px;color:var(--soft);white-space:nowrap;font-variant-numeric:tabular-nums}
        .x span{position:absolute;top:6px;transform:translateX(-50%);font-size:12px;color:var(--soft);white-space:nowrap}
        .x .first{transform:none}.x .last{transform:translateX(-100%)}
        .grid,.zero,.line,.threshold,.stroke{fill:none;vector-effect:non-scaling-stroke}
        .grid{stroke:var(--rule);stroke-width:1}.zero{stroke:var(--axis);stroke-width:1}
        .line{stroke:var(--c);stroke-width:1.6;stroke-linejoin:round}.area{fill:var(--c);fill-opacity:.82;stroke:none}.area.shade{fill-opacity:.16}
        figure .area+.area{stroke:var(--card);stroke-width:.5;vector-effect:non-scaling-stroke}
        .stroke{stroke:var(--c);stroke-width:2}
        .threshold{stroke:var(--c);stroke-width:1.2;stroke-dasharray:5 4}
        .note{position:absolute;transform:translateY(-50%);padding:0 6px;border-radius:4px;background:var(--card);color:var(--c);font-size:12px;font-weight:600;line-height:1.3;white-space:nowrap}
        .s1{--c:var(--s1)}.s2{--c:var(--s2)}.s3{--c:var(--s3)}.s4{--c:var(--s4)}.s5{--c:var(--s5)}.s6{--c:var(--s6)}.s7{--c:var(--s7)}.s8{--c:var(--s8)}
        .total{--c:var(--ink)}.warning{--c:var(--warning)}.critical{--c:var(--critical)}.liquidation{--c:var(--liquidation)}
        details{margin-top:10px;font-size:14px}summary{cursor:pointer;color:var(--soft);font-size:13px}
        .columns{columns:2;column-gap:20px;margin-bottom:20px}.columns section:last-child{margin-bottom:0}.columns section{break-inside:avoid}
        .scroll{overflow-x:auto}
        table{width:100%;border-collapse:collapse;font-size:14px}
        th,td{padding:6px 12px 6px 0;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top;font-weight:400}
        tbody tr:last-child>*{border-bottom:0}
        thead th{color:var(--soft);font-size:13px;white-space:nowrap}
        td:last-child,th:last-child{padding-right:0}
        .numbers td,.numbers thead th:not(:first-child){text-align:right;font-variant-numeric:tabular-nums}
        #configuration th,#configuration td{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12.5px;overflow-wrap:anywhere}
        #configuration td:last-child{color:var(--soft)}
        #data ul{margin:12px 0 0;padding-left:18px;font-size:14px}
        footer{padding-bottom:28px;color:var(--soft);font:12px/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        @media (max-width:900px){.tiles{grid-template-columns:repeat(3,1fr)}.columns{columns:1}}
        @media (max-width:600px){header,main,footer{padding-left:12px;padding-right:12px}section,figure{padding:14px}.charts{padding:0}.tiles{padding:0;grid-template-columns:1fr 1fr}
        .tiles div{padding:12px 14px}.tiles strong{font-size:18px}.plot{grid-template-columns:64px 1fr;grid-template-rows:210px 24px}.x .alt{display:none}h1{font-size:23px}.y span,.x span{font-size:11px}.note{font-size:10.5px;padding:0 3px}.y span{right:6px}}
        @media print{body{background:#fff}section,figure{break-inside:avoid}}

        """;
}

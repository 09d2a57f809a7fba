namespace DeepSlice.Reports;

/// <summary>The stylesheet of all reports: light or dark by the reader's setting, light in print.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root {
          color-scheme: light dark;
          --paper: #f6f7f9; --card: #ffffff; --ink: #1b1f24; --soft: #5b6570; --line: #dfe3e8; --accent: #0b63b5;
          --good: #1a7f4b; --weak: #9a6200; --bad: #b3261e; --bad-paper: #fdecea; --weak-paper: #fff4de; --good-paper: #e6f5ec; --shade: black; --edge: rgb(0 0 0 / 28%);
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #14171b; --card: #1d2127; --ink: #e8ebef; --soft: #9aa5b1; --line: #323942; --accent: #6fb4f5;
            --good: #65d19a; --weak: #f0b85a; --bad: #ff8f86; --bad-paper: #3d2120; --weak-paper: #382c17; --good-paper: #17301f; --shade: white; --edge: rgb(255 255 255 / 12%);
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        main { max-width: 1240px; margin: 0 auto; padding: 32px 24px 64px; }
        header.page { margin-bottom: 24px; }
        dl.about { margin: 12px 0 0; font-size: 13.5px; color: var(--soft); }
        dl.about div { display: flex; gap: 8px; margin: 2px 0; }
        dl.about dt { flex: none; width: 72px; }
        dl.about dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
        code { font: 12.5px/1.5 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
        header.page .product { font-size: 13px; letter-spacing: .06em; text-transform: uppercase; color: var(--accent); font-weight: 600; }
        h1 { font-size: 28px; line-height: 1.2; margin: 4px 0 6px; }
        h2 { font-size: 20px; margin: 40px 0 4px; }
        h3 { font-size: 16px; margin: 0; }
        p { margin: 4px 0 12px; max-width: 80ch; }
        .soft, figcaption, .note { color: var(--soft); }
        .note { font-size: 13.5px; }
        a { color: var(--accent); text-decoration: none; }
        a:hover { text-decoration: underline; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; margin: 16px 0; }
        .tile, .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
        .tile { padding: 12px 16px; }
        .tile .label { font-size: 13px; color: var(--soft); }
        .tile .value { font-size: 26px; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
        .tile .value.long { font-size: 18px; line-height: 1.8; }
        .tile .hint { font-size: 12.5px; color: var(--soft); }
        .card { padding: 16px; margin: 14px 0; }
        .card > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 6px 14px; margin-bottom: 10px; }
        .scroll {
          overflow-x: auto; scrollbar-width: thin;
          background:
            linear-gradient(to right, var(--card) 40%, transparent) left / 48px 100% no-repeat local,
            linear-gradient(to left, var(--card) 40%, transparent) right / 48px 100% no-repeat local,
            linear-gradient(to right, var(--edge), transparent) left / 16px 100% no-repeat scroll,
            linear-gradient(to left, var(--edge), transparent) right / 16px 100% no-repeat scroll;
        }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: 6px 10px; border-bottom: 1px solid var(--line); white-space: nowrap; }
        th { font-size: 12.5px; color: var(--soft); font-weight: 600; vertical-align: bottom; white-space: normal; }
        .scores th, .scores td { padding: 6px 7px; }
        .scores td.text { white-space: nowrap; }
        .scores .bar { width: 90px; }
        th:first-child, td:first-child, th.text, td.text { text-align: left; }
        td.text { white-space: normal; }
        tbody tr:last-child td { border-bottom: 0; }
        tbody th { font-size: inherit; font-weight: inherit; color: inherit; vertical-align: inherit; white-space: nowrap; }
        tbody tr:last-child th { border-bottom: 0; }
        tr.total td, tr.total th { font-weight: 650; }
        .swatch { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 7px; vertical-align: -1px; border: 1px solid color-mix(in srgb, var(--ink) 25%, transparent); }
        .bar { display: inline-block; width: 120px; height: 9px; border-radius: 5px; background: var(--line); overflow: hidden; vertical-align: 1px; }
        .bar i { display: block; height: 100%; border-radius: 5px; }
        .badge { display: inline-block; font-size: 12.5px; padding: 1px 9px; border-radius: 11px; margin: 1px 4px 1px 0; }
        td:has(.badge) { min-width: 15em; }
        td .files { margin: 0; white-space: nowrap; }
        td .files span { display: none; }
        .badge.bad { color: var(--bad); background: var(--bad-paper); }
        .badge.weak { color: var(--weak); background: var(--weak-paper); }
        .badge.good { color: var(--good); background: var(--good-paper); }
        .pictures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 10px; }
        .pictures.two { grid-template-columns: repeat(2, minmax(0, 1fr)); }
        .pictures.six { grid-template-columns: repeat(6, minmax(0, 1fr)); margin-bottom: 6px; }
        figure, figure[popover] { display: block; position: static; inset: auto; width: auto; height: auto; margin: 0; padding: 0; border: 0; overflow: visible; background: none; color: inherit; }
        figure img { display: block; width: 100%; height: auto; border-radius: 6px; background: #000; }
        figure button { display: block; width: 100%; padding: 0; border: 0; border-radius: 6px; background: none; color: inherit; font: inherit; cursor: zoom-in; }
        figure button:focus-visible, .scroll:focus-visible, .heat button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        figure[popover]:popover-open { position: fixed; inset: 0; width: fit-content; height: fit-content; max-width: 98vw; max-height: 98vh; margin: auto; padding: 12px; overflow: auto; border-radius: 10px; background: var(--card); }
        figure[popover]:popover-open button { width: fit-content; cursor: zoom-out; }
        figure[popover]:popover-open img { width: min(94vw, 88vh); height: auto; max-height: 88vh; object-fit: contain; }
        figure[popover]:popover-open .where { display: inline; }
        .where { display: none; }
        [popover]::backdrop { background: rgb(0 0 0 / 65%); }
        figcaption { font-size: 13px; margin-top: 4px; }
        .side { display: grid; grid-template-columns: minmax(0, 4fr) minmax(0, 7fr); gap: 18px; align-items: start; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 13.5px; margin: 8px 0; }
        .chips { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 13.5px; margin-top: 10px; font-variant-numeric: tabular-nums; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(430px, 1fr)); gap: 14px; margin: 14px 0; }
        .charts .card { margin: 0; }
        svg.chart { display: block; width: 100%; height: auto; font-size: 11px; }
        svg.chart text { fill: var(--soft); }
        svg.chart .grid { stroke: var(--line); stroke-width: 1; }
        svg.chart .curve { fill: none; stroke: var(--c); stroke: color-mix(in srgb, var(--c) 82%, var(--shade)); stroke-width: 2; stroke-linejoin: round; }
        .key { display: inline-block; width: 16px; height: 3px; margin-right: 6px; vertical-align: 4px; background: var(--c); background: color-mix(in srgb, var(--c) 82%, var(--shade)); }
        dl.explain { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; font-size: 13.5px; margin: 10px 0; }
        dl.explain dt { font-weight: 600; }
        dl.explain dd { margin: 0; color: var(--soft); }
        .warning { padding: 10px 14px; border-radius: 8px; color: var(--weak); background: var(--weak-paper); max-width: none; }
        table.heat { width: auto; }
        table.heat td, table.heat th { padding: 3px 10px; border-bottom: 0; }
        table.heat td:first-child { white-space: nowrap; }
        .heat th.field, .heat td.field { text-align: center; padding: 2px; min-width: 76px; }
        .heat td.field > *, .heat-key .field { display: block; padding: 4px 8px; border-radius: 4px; text-align: center; }
        .heat td.field > * { width: 100%; border: 0; font: inherit; }
        .heat td.field > button { cursor: zoom-in; }
        .heat td.field > button:hover { outline: 2px solid var(--accent); }
        .heat .best { font-weight: 700; }
        .heat-key { align-items: center; gap: 4px 6px; }
        .peek { width: min(900px, 95vw); max-height: 95vh; overflow: auto; margin: auto; padding: 16px; border: 0; border-radius: 10px; background: var(--card); color: var(--ink); }
        .peek > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 6px 14px; }
        .peek > header button { margin-left: auto; padding: 2px 12px; border: 1px solid var(--line); border-radius: 99px; background: none; color: var(--accent); font: inherit; cursor: pointer; }
        .pictures.three { grid-template-columns: repeat(3, minmax(0, 1fr)); }
        .outlined { position: relative; display: block; }
        .outlined svg { position: absolute; inset: 0; width: 100%; height: 100%; }
        .outlined:hover svg { visibility: hidden; }
        .outlined path { vector-effect: non-scaling-stroke; stroke-linejoin: round; fill-rule: evenodd; }
        .outlined .predicted { stroke: var(--c); stroke-width: 2; fill: var(--c); fill-opacity: .16; }
        .outlined .drawn { stroke: var(--c); stroke-width: 1.5; fill: none; }
        .outlined .annotated { stroke: #fff; stroke: color-mix(in srgb, var(--c) 40%, white); stroke-width: 1.5; stroke-dasharray: 4 3; fill: none; }
        footer { margin-top: 48px; font-size: 13px; color: var(--soft); }
        @media (max-width: 760px) { .pictures, .pictures.six { grid-template-columns: repeat(2, minmax(0, 1fr)); } .side { grid-template-columns: 1fr; } .charts { grid-template-columns: 1fr; } main { padding: 20px 12px 40px; } .card { padding: 12px; } .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); } dl.explain { grid-template-columns: 1fr; } dl.explain dd { margin-bottom: 6px; } }
        @media print {
          :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #ccc; --accent: #003c7a; --good: #12603a; --weak: #7a4d00; --bad: #951f18; --bad-paper: #fdecea; --weak-paper: #fff4de; --good-paper: #e6f5ec; --shade: black; --edge: transparent; color-scheme: light; }
          body { font-size: 11px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          main { padding: 0; max-width: none; }
          .card, .tile, tr, figure { break-inside: avoid; }
          h2 { break-after: avoid; }
        }
        """;
}

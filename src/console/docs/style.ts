/** The style of `/docs`: the colors of the console, and one column of text beside the contents. */
export const DOCS_STYLE = `
:root {
  color-scheme: light dark;
  --background: light-dark(#f7f6f3, #141414);
  --panel: light-dark(#fffefb, #1c1c1b);
  --sunken: light-dark(#efede8, #232322);
  --line: light-dark(#e4e1da, #2d2c2a);
  --ink: light-dark(#1c1b19, #eceae4);
  --secondary: light-dark(#5c5a55, #a8a59d);
  --accent: light-dark(#3b5bdb, #8ea6ff);
  --page: 1240px;
  font: 15px/1.6 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  color: var(--ink);
  background: var(--background);
}
* { box-sizing: border-box; }
body { margin: 0; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header {
  position: sticky; top: 0; z-index: 2;
  display: flex; flex-wrap: wrap; align-items: center; gap: 8px 24px;
  padding: 8px max(24px, (100% - var(--page)) / 2 + 24px);
  border-bottom: 1px solid var(--line); background: var(--panel); font-size: 14px;
}
.brand { font-size: 16px; font-weight: 700; color: inherit; text-decoration: none; }
.top-links { display: flex; gap: 16px; margin-inline-end: auto; }
.top-links a { padding-block: 6px; color: var(--secondary); text-decoration: none; }
.top-links a:hover, .top-links a[aria-current] { color: var(--ink); }
.top-links a[aria-current] { box-shadow: inset 0 -2px var(--accent); }
form { display: flex; gap: 8px; }
input, button {
  min-height: 36px; padding: 4px 12px; border: 1px solid light-dark(#c9c5bb, #46443f); border-radius: 8px;
  background: var(--panel); color: inherit; font: inherit;
}
input { min-width: 0; width: 220px; }
button { font-weight: 600; cursor: pointer; }
button:hover { background: var(--sunken); }
.layout { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; max-width: var(--page); margin: 0 auto; padding: 24px; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li { margin: 4px 0; }
nav a { color: var(--secondary); text-decoration: none; overflow-wrap: anywhere; }
nav a:hover, nav a[aria-current] { color: var(--ink); }
nav a[aria-current] { font-weight: 650; }
nav ul ul { margin: 4px 0 12px 12px; font-size: 13px; line-height: 1.4; }
main { min-width: 0; max-width: 78ch; }
h1 { margin: 0 0 16px; font-size: 28px; line-height: 1.25; letter-spacing: -0.01em; }
h2 { margin: 40px 0 8px; font-size: 20px; line-height: 1.3; }
h3 { margin: 24px 0 4px; font-size: 16px; }
h1, h2, h3, h4 { overflow-wrap: anywhere; }
h1 a, h2 a, h3 a, h4 a { color: inherit; text-decoration: none; }
h2 a:hover, h3 a:hover { text-decoration: underline; }
[id] { scroll-margin-top: 72px; }
code, pre { font: 13px/1.55 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
:not(pre) > code { padding: 1px 4px; border-radius: 4px; background: var(--sunken); overflow-wrap: anywhere; }
td > code { overflow-wrap: break-word; }
pre { padding: 12px 14px; border-radius: 8px; background: var(--sunken); overflow-x: auto; }
.table { margin-block: 16px; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
th { font-size: 13px; font-weight: 500; color: var(--secondary); }
.overview, .results { margin: 0; padding: 0; list-style: none; }
.overview li, .results li { padding: 12px 0; border-bottom: 1px solid var(--line); }
.overview a, .results a { font-weight: 600; text-decoration: none; }
.overview a:hover, .results a:hover { text-decoration: underline; }
.overview p, .results p { margin: 4px 0 0; color: var(--secondary); text-wrap: pretty; }
small { color: var(--secondary); }
.contents { margin-bottom: 24px; padding: 8px 14px; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); }
.contents summary { font-weight: 600; cursor: pointer; }
.contents ul { margin: 8px 0; padding: 0; list-style: none; }
.contents li { margin: 6px 0; }
.contents a { overflow-wrap: anywhere; }
@media (max-width: 899px) {
  header { padding-inline: 16px; }
  form { order: 5; width: 100%; }
  input { flex: 1 1 auto; }
  .layout { padding: 16px; }
  header { position: static; }
  [id] { scroll-margin-top: 16px; }
  table { font-size: 14px; }
  td > code { font-size: 12px; }
  h1 { font-size: 24px; }
  h2 { font-size: 17px; }
  .pages ul { display: flex; flex-wrap: wrap; gap: 0 16px; padding-bottom: 12px; border-bottom: 1px solid var(--line); }
  .pages ul ul { display: none; }
}
@media (min-width: 900px) {
  .layout { grid-template-columns: 250px minmax(0, 1fr); gap: 48px; }
  .pages { position: sticky; top: 72px; align-self: start; max-height: calc(100vh - 88px); overflow-y: auto; }
  .contents { display: none; }
}
`;

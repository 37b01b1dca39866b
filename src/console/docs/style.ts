/** The look of `/docs`: the console's colours, one column of text beside the contents. */
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
  font: 15px/1.6 system-ui, sans-serif;
  color: var(--ink);
  background: var(--background);
}
* { box-sizing: border-box; }
body { margin: 0; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header {
  display: flex; flex-wrap: wrap; align-items: center; gap: 8px 24px; padding: 10px 24px;
  border-bottom: 1px solid var(--line); background: var(--panel);
}
.brand { margin-inline-end: auto; font-weight: 700; color: inherit; text-decoration: none; }
form { display: flex; gap: 8px; }
input, button {
  min-height: 36px; padding: 4px 12px; border: 1px solid var(--line); border-radius: 8px;
  background: var(--background); color: inherit; font: inherit;
}
.layout { display: grid; gap: 24px; max-width: 1180px; margin: 0 auto; padding: 24px; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li { margin: 4px 0; }
nav a { color: var(--secondary); text-decoration: none; }
nav a:hover, nav a[aria-current] { color: var(--ink); }
nav a[aria-current] { font-weight: 650; }
nav ul ul { margin: 4px 0 8px 12px; font-size: 14px; }
main { min-width: 0; max-width: 78ch; }
h1 { margin: 0 0 16px; font-size: 28px; line-height: 1.25; }
h2 { margin: 40px 0 8px; font-size: 20px; }
h3 { margin: 24px 0 4px; font-size: 16px; }
h1 a, h2 a, h3 a, h4 a { color: inherit; text-decoration: none; }
h2 a:hover, h3 a:hover { text-decoration: underline; }
:target { scroll-margin-top: 16px; }
code, pre { font: 13px/1.55 ui-monospace, monospace; }
:not(pre) > code { padding: 1px 4px; border-radius: 4px; background: var(--sunken); overflow-wrap: anywhere; }
pre { padding: 12px 14px; border-radius: 8px; background: var(--sunken); overflow-x: auto; }
table { display: block; width: 100%; border-collapse: collapse; overflow-x: auto; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
.overview, .results { padding: 0; list-style: none; }
.overview li, .results li { padding: 12px 0; border-bottom: 1px solid var(--line); }
.overview p, .results p { margin: 4px 0 0; color: var(--secondary); }
small { color: var(--secondary); }
@media (min-width: 900px) {
  .layout { grid-template-columns: 230px minmax(0, 1fr); gap: 48px; }
  nav { position: sticky; top: 16px; align-self: start; max-height: calc(100vh - 32px); overflow-y: auto; }
}
`;

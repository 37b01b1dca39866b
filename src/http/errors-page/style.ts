/** One column, readable in daylight and at night; the code that the address names stands out. */
export const ERRORS_PAGE_STYLE = `
:root { color-scheme: light dark; --line: #8884; --mark: #f5b30122; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 6rem; }
h1 { margin: 0 0 .5rem; font-size: 1.9rem; }
h2 { margin: 0 0 .4rem; font-size: 1.1rem; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
h2 a { color: inherit; text-decoration: none; }
h2 a:hover, h2 a:focus-visible { text-decoration: underline; }
small { font: .85rem system-ui, sans-serif; opacity: .7; }
nav { margin: 1.5rem 0 2rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
nav p { margin: .3rem 0; }
nav a { display: inline-block; margin-right: .5rem; font: .85rem ui-monospace, monospace; }
section { padding: 1.25rem 1rem; border-top: 1px solid var(--line); scroll-margin-top: 1rem; }
section:target { background: var(--mark); border-radius: .5rem; }
section p { margin: 0 0 .6rem; }
dl { display: grid; grid-template-columns: minmax(8.5rem, max-content) 1fr; gap: .25rem 1rem; margin: 0; }
dt { opacity: .7; }
dd { margin: 0; }
code { font: .9em ui-monospace, monospace; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
`;

import type { GalleryPerson } from "./people.ts";

/** A sheet of the page: whom it shows, and the file beside the page. */
export type GallerySheet = { readonly person: GalleryPerson; readonly file: string };

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { margin: 0 auto; padding: 1.5rem; max-width: 90rem; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 34rem), 1fr)); gap: 1.5rem; }
figure { margin: 0; }
img { width: 100%; height: auto; display: block; border-radius: 6px; }
figcaption { padding: 0.4rem 0; overflow-wrap: anywhere; }
dl { display: inline; margin: 0; }
dt, dd { display: inline; margin: 0; }
dt { opacity: 0.65; }
dt::after { content: ": "; }
dd::after { content: " · "; }
dd:last-child::after { content: ""; }
nav { columns: 12rem; margin: 0 0 1.5rem; }
nav a { display: block; }
`;

/** The whole page: every sheet with the attributes it was drawn from. It asks for nothing but the sheets beside it. */
export function galleryPage(sheets: readonly GallerySheet[], about: string): string {
  const links = sheets.map(({ person }) => `<a href="#${escaped(person.name)}">${escaped(person.name)}</a>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<title>Pictures of the sandbox</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Pictures of the sandbox</h1>
<p>${escaped(about)}</p>
<nav>${links.join("\n")}</nav>
<main>
${sheets.map(figure).join("\n")}
</main>
</body>
</html>
`;
}

function figure({ person, file }: GallerySheet): string {
  const told = Object.entries(person.attributes).map(
    ([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(String(value))}</dd>`,
  );
  const list = told.length > 0 ? `<dl>${told.join("")}</dl>` : "no attributes";
  return `<figure id="${escaped(person.name)}">
<a href="${escaped(file)}"><img src="${escaped(file)}" alt="${escaped(person.name)}: four poses, a row for each reroll" loading="lazy"></a>
<figcaption><strong>${escaped(person.name)}</strong> ${list}</figcaption>
</figure>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it stands, also inside an attribute; what turns the direction of the text around it is shown as a mark. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "").replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd");

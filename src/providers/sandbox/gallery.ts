import { type CharacterAttributes, SYNTHESIZED_POSES } from "../../domain/character.ts";
import { stream } from "./core/random.ts";
import { rasterize } from "./draw-character.ts";
import { drawPage, type PageRequest } from "./page/page.ts";

/** A person of the gallery: the name of the file, and the attributes that a client would send. */
type GalleryPerson = { readonly name: string; readonly attributes: CharacterAttributes };

/**
 * The people that a change of the drawing is judged by, one per line: name, gender, age, ethnicity, body type, hair
 * colour, hair style, eye colour, details. An empty column is an attribute that is not sent.
 */
const TABLE = `
ada        | woman      | 29 | irish             | average       | auburn              | long straight            | green        | round glasses, freckles, mustard turtleneck, jeans
kwame      | man        | 34 | ghanaian          | athletic      | black               | low fade                 | dark brown   | full beard, blue denim jacket, khaki chinos, white sneakers
teal-bob   | non-binary | 22 | east-asian        | slim          | teal                | bob with bangs           | brown        | black hoodie, beige trousers, brown boots
toddler    | girl       | 3  | brazilian         |               | dark brown          | pigtails                 | brown        | yellow dungarees, red shoes
schoolboy  | boy        | 6  | filipino          | average       | black               | bowl cut                 | dark brown   | green dinosaur graphic tee, shorts, backpack
redhead    | girl       | 10 | scottish          | slim          | ginger              | two braids               | blue         | freckles, denim dress, sneakers
chubby-boy | boy        | 10 | samoan            | plus size     | black               | short curly              | brown        | red baseball cap, striped t-shirt, cargo shorts
teen       | girl       | 15 | korean            | petite        | black with pink ends| space buns               | brown        | school uniform, pleated skirt
skater     | boy        | 16 | mexican           | lanky         | dirty blonde        | curtains                 | hazel        | green beanie, oversized hoodie, baggy jeans, skate shoes
sprinter   | woman      | 24 | jamaican          | athletic      | black               | box braids               | amber        | sports bra, running shorts, sneakers, watch
lifter     | man        | 27 | samoan            | muscular      | black               | man bun                  | brown        | tank top, joggers, arm tattoos
curvy      | woman      | 31 | colombian         | curvy         | chestnut            | long wavy                | brown        | red cocktail dress, heels, hoop earrings, red lipstick
plus-woman | woman      | 38 | african american  | plus size     | black               | afro                     | brown        | yellow sundress, sandals, gold necklace
plus-man   | man        | 45 | white             | plus size     | brown               | balding                  | blue         | moustache, plaid flannel shirt, suspenders, jeans, boots
stocky     | man        | 41 | turkish           | stocky        | black               | short, side part         | brown        | stubble, apron, white t-shirt, black trousers
slim-man   | man        | 33 | japanese          | slim          | black               | undercut                 | dark brown   | black turtleneck, long coat, slim jeans, square glasses
executive  | woman      | 46 | indian            | average       | black               | low bun                  | dark brown   | grey suit, white blouse, heels, bindi
banker     | man        | 52 | english           | average       | salt and pepper     | slicked back             | gray         | navy pinstripe suit, red tie, brown shoes
grandma    | woman      | 70 | mexican           | plus size     | grey                | bun                      | brown        | round glasses, floral dress, cardigan, pearls
grandpa    | man        | 72 | nigerian          | slim          | white               | short afro               | brown        | white beard, kurta, sandals, walking cane
elder-her  | woman      | 90 | chinese           | petite        | white               | bob                      | dark brown   | quilted jacket, wide trousers, slippers
elder-him  | man        | 90 | norwegian         | frail         | white               | bald                     | blue         | sweater vest, bow tie, flat cap, glasses
locs       | man        | 30 | trinidadian       | average       | black               | dreadlocks               | brown        | colourful dashiki, trousers, sandals
blonde-loc | woman      | 26 | swedish           | athletic      | platinum blonde     | locs updo                | violet       | leather jacket, ripped jeans, nose ring, boots
punk       | genderfluid| 21 | white             | slim          | neon green          | mohawk                   | grey         | leather vest, band tee, skinny jeans, choker, piercings
pirate     | woman      | 36 | caribbean         | athletic      | black               | long curly               | green        | eyepatch, pirate hat, scar on cheek, white blouse, leather trousers, high boots, sword
knight     | woman      | 32 | french            | muscular      | copper              | single braid             | blue         | plate armor, cape, scar over eyebrow
viking     | man        | 44 | viking            | burly         | red                 | long braids              | ice blue     | long braided beard, fur cloak, tunic, leather boots
wizard     | man        | 80 | white             | tall thin     | white               | waist-length             | gray         | long white beard, purple wizard robe, pointed hat, staff
demon      | woman      | 28 | demon             | athletic      | black               | long with bangs          | yellow       | red skin, curved horns, bat wings, devil tail, black bodysuit
angel      | man        | 25 | angelic           | slim          | golden blonde       | shoulder-length wavy     | gold         | white robe, feathered wings, halo
elf        | woman      | 120| elven             | slender       | silver              | very long, half up       | emerald green| green tunic, brown leggings, pointed ears, cloak, circlet
orc        | man        | 35 | orc               | massive       | black               | topknot                  | red          | leather armor, tusks, war paint
fox        | girl       | 17 | kitsune           | petite        | orange              | shoulder-length straight | amber        | fox ears, fox tail, pink kimono
alien      | agender    | 50 | alien             | tall slim     |                     | bald                     | black        | silver jumpsuit
hijab      | woman      | 27 | moroccan          | average       | brown               | long                     | hazel        | teal hijab, long coat, wide trousers
turban     | man        | 48 | punjabi           | average       | black               | long                     | brown        | orange turban, full beard, white kurta
sari       | woman      | 35 | tamil             | curvy         | black               | single braid             | dark brown   | magenta sari, bindi, gold earrings, bangles
kimono     | woman      | 60 | japanese          | slim          | grey                | updo                     | brown        | indigo kimono, sandals
cheongsam  | woman      | 30 | taiwanese         | slim          | black               | chignon                  | brown        | red cheongsam, heels
nurse      | man        | 29 | vietnamese        | average       | black               | quiff                    | brown        | blue scrubs, stethoscope, white sneakers
police     | woman      | 40 | puerto rican      | athletic      | dark brown          | low ponytail             | brown        | police uniform, badge
chef       | man        | 55 | italian           | stocky        | grey                | short                    | brown        | chef hat, chef uniform, handlebar moustache
footballer | man        | 23 | senegalese        | athletic      | bleached blonde     | high top                 | brown        | red football jersey, white shorts, socks, sneakers
wheelchair | woman      | 33 | italian           | average       | honey blonde        | long layered             | blue         | uses a wheelchair, blue cardigan, jeans
prosthesis | man        | 31 | black british     | athletic      | black               | cornrows                 | brown        | prosthetic leg, grey t-shirt, running shorts
cowboy     | man        | 50 | native american   | lean          | black and grey      | long straight            | dark brown   | cowboy hat, denim shirt, belt, cowboy boots
hetero     | woman      | 19 | mixed             | average       | rainbow             | curly bob                | heterochromia, one blue, one green | vitiligo, overalls, striped long sleeve top
odd        | ???        | 37 | 🦄 unicorn-people | blob          | #ff00ff             | <b>wild</b>              | none         | 長い髪 \u202E </svg> no glasses, without a hat
nothing    |            |    |                   |               |                     |                          |              |
`;

const COLUMNS = [
  "gender",
  "age",
  "ethnicity",
  "body_type",
  "hair_color",
  "hair_style",
  "eye_color",
  "additional_details",
] as const;

/** All people in the order in which they are shown. */
export const GALLERY_PEOPLE: readonly GalleryPerson[] = TABLE.trim()
  .split("\n")
  .map((row) => {
    const [name = "", ...cells] = row.split("|").map((cell) => cell.trim());
    const stated = COLUMNS.flatMap((column, i) => {
      const text = cells[i] ?? "";
      return text === "" ? [] : [[column, column === "age" ? Number(text) : text] as const];
    });
    return { name, attributes: Object.fromEntries(stated) as CharacterAttributes };
  });

/** One sheet of the page: the person, and the name of the image file next to the page. */
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

/** The whole page: every sheet with the attributes it was drawn from. It loads nothing but the sheets next to it. */
export function galleryPage(sheets: readonly GallerySheet[], about: string): string {
  const links = sheets.map(({ person }) => `<a href="#${escaped(person.name)}">${escaped(person.name)}</a>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<title>Images of the sandbox</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Images of the sandbox</h1>
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
  const stated = Object.entries(person.attributes).map(
    ([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(String(value))}</dd>`,
  );
  const list = stated.length > 0 ? `<dl>${stated.join("")}</dl>` : "no attributes";
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

/** Escapes text for HTML, attributes included. Characters that change the text direction become a visible mark. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "").replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd");

/** Size of a pose in the product. */
const SIZE = { width: 768, height: 1024 } as const;

/** Sums over the drawn images. Times are CPU time. */
type DrawingCost = { images: number; cpuMs: number; svgMs: number; svgBytes: number };

/** A zero cost to add to. */
export const noCost = (): DrawingCost => ({ images: 0, cpuMs: 0, svgMs: 0, svgBytes: 0 });

/** Rows of the four poses (PNG bytes): the same person in each row, another shot. Adds the time and size to `cost`. */
export async function drawRerolls(person: GalleryPerson, rerolls: number, cost: DrawingCost): Promise<Uint8Array[][]> {
  const seeds = stream(0, person.name);
  const seed = (): number => Math.floor(seeds() * 2 ** 32);
  const identitySeed = seed();
  const rows: Uint8Array[][] = [];
  for (let reroll = 0; reroll < rerolls; reroll++) {
    const row: Uint8Array[] = [];
    for (const pose of SYNTHESIZED_POSES) {
      const request = { pose, attributes: person.attributes, identitySeed, seed: seed(), ...SIZE };
      row.push(await drawOne(request, cost));
    }
    rows.push(row);
  }
  return rows;
}

async function drawOne(request: PageRequest, cost: DrawingCost): Promise<Uint8Array> {
  const before = process.cpuUsage();
  const svg = drawPage(request, "studio");
  cost.svgMs += since(before);
  const image = await rasterize(svg);
  cost.images += 1;
  cost.cpuMs += since(before);
  cost.svgBytes += Buffer.byteLength(svg);
  return image;
}

/** Processor time since `before` in ms, summed over all threads of the process. */
function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

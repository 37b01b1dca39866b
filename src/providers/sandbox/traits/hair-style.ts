import { pick, type Random } from "../core/random.ts";
import { HAIR_STYLES, type HairStyle, type HairStyleName } from "../hair/styles.ts";
import { firstOf, mentions, type Table } from "./match.ts";

/** Styles by name; the more special come first. */
const NAMED: Table<HairStyleName> = [
  [/\b(?:balding|bald (?:spot|on top|patch)|thinning|receding|comb ?over|tonsure|monk)\b/, "balding"],
  [/\b(?:bald\w*|hairless|no hair|shaved head|shaven head|clean shaven head|none)\b/, "bald"],
  [/\bfaux ?hawk\b|\bfrohawk\b/, "fauxhawk"],
  [/\bmohawk\b|\bmohican\b|\biroquois\b/, "mohawk"],
  [/\bmullet\b/, "mullet"],
  [/\b(?:loc|dread\w*|dreadloc\w*|locs|locks) (?:updo|bun)|(?:bun|updo) of (?:locs|dread\w*)\b/, "locs-bun"],
  [/\b(?:short|starter|chin length|medium) (?:\w+ )?(?:dread\w*|locs?|locks)\b/, "locs-short"],
  [/\b(?:dread\w*|locs?|locks|sisterlocks|faux locs)\b/, "locs"],
  [/\b(?:cornrows?|canerows?)\b/, "cornrows"],
  [
    /\b(?:box ?braids?|knotless|micro ?braids?|senegalese|(?:passion|marley|havana) twists?|twists?|braids all over|fulani)\b/,
    "box-braids",
  ],
  [/\b(?:space|double|two|odango) buns?\b/, "space-buns"],
  [/\b(?:crown|halo|milkmaid|heidi) braids?\b|\bbraided (?:crown|updo)\b/, "braid-crown"],
  [
    /\b(?:two|twin|double|dutch|pigtail|boxer|side) (?:\w+ )?(?:braids|plaits)\b|\bbraids\b|\bplaits\b|\bbraided (?:pig ?tails|pony ?tails)\b|\bbraid pigtails\b/,
    "braids-two",
  ],
  [/\b(?:braid\w*|plait\w*|fishtail)\b/, "braid"],
  [/\b(?:pig ?tails?|bunches|twin ?tails|two pony ?tails)\b/, "pigtails"],
  [/\blow (?:\w+ )?pony ?tail\b|\bpony ?tail at the nape\b/, "ponytail-low"],
  [/\bpony ?tail\w*\b|\btied (?:back|up)\b/, "ponytail"],
  [/\bhalf (?:up|bun|pony|down)\b/, "half-up"],
  [/\b(?:man bun|top ?knot|samurai|chonmage)\b/, "topknot"],
  [/\b(?:low|messy low|nape) (?:\w+ )?bun\b|\bchignon\b|\bbun at the (?:nape|back)\b/, "bun-low"],
  [/\bafro (?:puffs?|buns?)\b|\bpuffs?\b/, "puffs"],
  [/\b(?:bun|updo|ballerina|beehive|french twist|gathered|pinned up)\b/, "bun"],
  [/\b(?:flat ?top|hi(?:gh)? ?top)\b/, "flat-top"],
  [/\b(?:short|small|mini|tapered|teeny weeny|twa|cropped) (?:\w+ )?(?:afro|fro|natural)\b|\btwa\b/, "afro-short"],
  [/\b(?:afro|fro|natural hair)\b/, "afro"],
  [/\bbob\b.{0,30}\b(?:bangs|fringe)\b|\b(?:bangs|fringe)\b.{0,30}\bbob\b|\bchinese bob\b|\bpage ?boy\b/, "bob-bangs"],
  [/\bcurly bob\b/, "curly-bob"],
  [/\b(?:long bob|lob)\b/, "shoulder"],
  [/\bbob\w*\b/, "bob"],
  [/\bbowl\b|\bmop top\b|\bmushroom\b/, "bowl"],
  [/\bpixie\b|\bboyish\b|\bgarcon\b/, "pixie"],
  [/\bunder ?cut\b|\bside ?cut\b|\bshaved sides?\b|\bsidecut\b|\bsides? shaved\b/, "undercut"],
  [/\b(?:quiff|pompadour|rockabilly|elvis|blow ?out|blown back|swept up)\b/, "quiff"],
  [/\b(?:curtains?|curtain (?:hair|cut)|middle part(?:ed)? short)\b(?! (?:bangs|fringe))/, "curtains"],
  [/\b(?:slick\w*|combed back|swept back|brushed back|wet look|gelled)\b/, "slicked"],
  [/\b(?:buzz\w*|shaved|shaven|stubble|very short|close(?:ly)? cropped|number one|military|induction)\b/, "shaved"],
  [/\b(?:high|low|mid|skin|taper\w*)? ?fade\b|\btaper\w*\b|\bwaves cut\b|\b360 waves\b|\bline ?up\b/, "fade"],
  [/\b(?:crew|ivy league|caesar|french crop|crop|regulation|butch)\b/, "crew"],
  [/\b(?:spik\w+|anime|porcupine|liberty)\b/, "spiky"],
  [/\b(?:tight|kinky|coily|coil\w*|nappy|4c|type 4\w?)\b/, "tight-curls"],
  [/\b(?:shag\w*|layer\w*|wolf ?cut|feather\w*|curtain bangs?)\b/, "long-layered"],
  [/\b(?:very|extremely|super|floor|knee|hip|waist|thigh|ankle|rapunzel) ?(?:long|length)\b|\brapunzel\b/, "very-long"],
];

type Length = "short" | "shoulder" | "long";
type Texture = "straight" | "wavy" | "curly" | "coily" | "messy";

const LENGTHS: Table<Length> = [
  [/\b(?:shoulder|medium|mid|midi|collarbone|neck|chin|jaw|ear)\b/, "shoulder"],
  [/\b(?:short\w*|cropped|cut|neat|side ?part\w*|side swept|comb ?ed|gentleman)\b/, "short"],
  [/\b(?:long\w*|flowing|loose|down|back|waist|chest|mermaid|hime|princess)\b/, "long"],
];
const TEXTURES: Table<Texture> = [
  [/\b(?:coil\w*|kink\w*|coarse|frizz\w*)\b/, "coily"],
  [/\b(?:curl\w*|ringlet\w*|spiral|perm\w*)\b/, "curly"],
  [/\b(?:wav\w*|beach\w*|tousled|loose curls)\b/, "wavy"],
  [/\b(?:mess\w*|unkempt|shaggy|wild|bed ?head|scruffy|dishevel\w*|windswept)\b/, "messy"],
  [/\b(?:straight\w*|sleek|silky|smooth|flat|ironed)\b/, "straight"],
];

const BY_LENGTH: Record<Length, Record<Texture, HairStyleName>> = {
  short: { straight: "short", wavy: "short-wavy", curly: "short-curly", coily: "tight-curls", messy: "short-messy" },
  shoulder: {
    straight: "shoulder",
    wavy: "shoulder-wavy",
    curly: "shoulder-curly",
    coily: "shoulder-curly",
    messy: "shoulder-wavy",
  },
  long: { straight: "long", wavy: "long-wavy", curly: "long-curly", coily: "long-curly", messy: "long-layered" },
};

/** What the person wears when no style is told. */
const UNTOLD = {
  masculine: ["short", "short", "crew", "quiff", "short-wavy", "slicked", "short-messy", "undercut"],
  feminine: ["long", "long-wavy", "shoulder", "bob", "ponytail", "long-layered", "shoulder-wavy", "bun"],
  neutral: ["pixie", "undercut", "short-wavy", "bob", "curtains", "short-messy", "shoulder"],
} as const satisfies Record<string, readonly HairStyleName[]>;
const UNTOLD_COILY = {
  masculine: ["fade", "tight-curls", "afro-short", "locs-short"],
  feminine: ["afro", "box-braids", "puffs", "shoulder-curly"],
  neutral: ["afro-short", "locs", "fade", "tight-curls"],
} as const satisfies Record<string, readonly HairStyleName[]>;

/** The style a text asks for. `texture` is that of the person's own hair, used where the text tells none. */
export function hairStyleOf(
  text: string,
  person: { masculine: number; texture: Exclude<Texture, "messy">; random: Random },
): { name: HairStyleName; style: HairStyle } {
  const texture = firstOf(TEXTURES, text);
  const length = firstOf(LENGTHS, text);
  const role = person.masculine > 0.6 ? "masculine" : person.masculine < 0.4 ? "feminine" : "neutral";
  const untold = pick(person.random, (person.texture === "coily" ? UNTOLD_COILY : UNTOLD)[role]);
  const usual: Length = role === "feminine" ? "long" : "short";
  const told = length !== undefined || texture !== undefined;
  const fringed = length === "long" && (texture ?? "straight") === "straight" && mentions(text, /\b(?:bangs|fringe)\b/);
  const name =
    firstOf(NAMED, text) ??
    (fringed ? "long-bangs" : undefined) ??
    (told ? BY_LENGTH[length ?? usual][texture ?? "straight"] : untold);
  return { name, style: modified(HAIR_STYLES[name], text, texture) };
}

/** The style with what the text says besides: bangs, parting, texture, volume. */
function modified(style: HairStyle, text: string, texture: Texture | undefined): HairStyle {
  let result = style;
  const plain = style.texture === "straight" || style.texture === "wavy";
  if (plain && texture !== undefined && texture !== "messy") {
    const curls = texture === "curly" || texture === "coily";
    const volume = curls ? 8 : texture === "wavy" ? 3 : 0;
    result = { ...result, texture, top: result.top + volume, side: result.side + volume, flare: result.flare + volume };
  }
  if (style.cap === "none" || style.cap === "shaved" || style.cap === "ring") return result;
  if (mentions(text, /\bcurtain (?:bangs?|fringe)\b/)) result = { ...result, fringe: "curtain" };
  else if (mentions(text, /\b(?:wispy|side|swept|choppy) (?:\w+ )?(?:bangs?|fringe)\b/))
    result = { ...result, fringe: "wispy" };
  else if (mentions(text, /\b(?:bangs|fringe)\b/)) result = { ...result, fringe: "blunt" };
  else if (mentions(text, /\b(?:middle|cent(?:er|re)) part\w*/)) result = { ...result, fringe: "middle" };
  else if (mentions(text, /\bside (?:part\w*|swept)\b/)) result = { ...result, fringe: "side" };
  if (mentions(text, /\b(?:big|volumin\w+|thick|fluffy|huge|puffy|full)\b/)) {
    result = { ...result, top: result.top + 8, side: result.side + 7, flare: result.flare + 8 };
  }
  return result;
}

import type { CharacterAttributes } from "../../../domain/character.ts";
import { type Color, lightness, mix, shade } from "../core/color.ts";
import { lerp } from "../core/geometry.ts";
import { pick, type Random, stream } from "../core/random.ts";
import { HAIR_STYLES, type HairStyle, type HairStyleName } from "../hair/styles.ts";
import type { Origin } from "./origins.ts";
import type { Aging, Gender } from "./physique.ts";
import { earliestOf, firstOf, hexColor, mentions, plainText, type Table } from "./read-text.ts";

type Person = { readonly seed: number; readonly origin: Origin; readonly gender: Gender; readonly age: Aging };

/** The hair that the attributes state, completed from origin, gender and age by the identity seed. */
export function hairOf(attributes: CharacterAttributes, person: string, { seed, origin, gender, age }: Person) {
  const random = stream(seed, "hair");
  const styleText = plainText(attributes.hair_style);
  const fromDetails =
    /[^;,.]*\b(?:hair\w*|bangs|pony ?tail|braids?|afro|dread\w*|locs|bun|mohawk|bald)\b[^;,.]*/.exec(person)?.[0] ?? "";
  const { name, style } = hairStyleOf(styleText || fromDetails, {
    masculine: gender.masculine,
    texture: origin.texture,
    random,
  });
  const stated = plainText(attributes.hair_color);
  const detail = /\b(?:\w+ ){0,3}hair\w*/.exec(person)?.[0] ?? "";
  const first = earliestOf(HAIR_COLORS, stated) ?? earliestOf(HAIR_COLORS, detail);
  const natural = pick(random, age.years < 12 ? origin.hair.slice(-2) : origin.hair);
  const color = hexColor(attributes.hair_color) ?? first?.value ?? greyed(natural, age, random());
  const rest = first ? stated.slice(first.end) : "";
  const lightened = LIGHTENED.test(stated) ? LIGHT_STRANDS : null;
  const second = RAINBOW.test(stated)
    ? "#e0459a"
    : TWO_TONE.test(rest)
      ? (earliestOf(HAIR_COLORS, rest)?.value ?? lightened)
      : lightened;
  return { name, style, color: RAINBOW.test(stated) && !first ? "#3a6fd0" : color, second };
}

function greyed(color: Color, age: Aging, chance: number): Color {
  const grey = GREYS[Math.min(GREYS.length - 1, Math.floor(age.grey * (2.4 + chance * 1.6)))] ?? color;
  return mix(color, grey, age.grey * lerp(0.75, 1, chance));
}

/** Brows are a little darker than the hair and never as pale. */
export function browColor(hair: Color, skin: Color): Color {
  const dark = shade(hair, lightness(hair) > 0.6 ? 0.42 : 0.3);
  return Math.abs(lightness(dark) - lightness(skin)) < 0.12 ? shade(dark, 0.45) : dark;
}

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

/** Styles to choose from when none is stated. */
const DEFAULT_STYLES = {
  masculine: ["short", "short", "crew", "quiff", "short-wavy", "slicked", "short-messy", "undercut"],
  feminine: ["long", "long-wavy", "shoulder", "bob", "ponytail", "long-layered", "shoulder-wavy", "bun"],
  neutral: ["pixie", "undercut", "short-wavy", "bob", "curtains", "short-messy", "shoulder"],
} as const satisfies Record<string, readonly HairStyleName[]>;

const DEFAULT_COILY_STYLES = {
  masculine: ["fade", "tight-curls", "afro-short", "locs-short"],
  feminine: ["afro", "box-braids", "puffs", "shoulder-curly"],
  neutral: ["afro-short", "locs", "fade", "tight-curls"],
} as const satisfies Record<string, readonly HairStyleName[]>;

/** The style that a text asks for. `texture` is that of the person's own hair, used when the text states none. */
function hairStyleOf(
  text: string,
  person: { masculine: number; texture: Exclude<Texture, "messy">; random: Random },
): { name: HairStyleName; style: HairStyle } {
  const texture = firstOf(TEXTURES, text);
  const length = firstOf(LENGTHS, text);
  const role = person.masculine > 0.6 ? "masculine" : person.masculine < 0.4 ? "feminine" : "neutral";
  const unstated = pick(person.random, (person.texture === "coily" ? DEFAULT_COILY_STYLES : DEFAULT_STYLES)[role]);
  const usual: Length = role === "feminine" ? "long" : "short";
  const stated = length !== undefined || texture !== undefined;
  const fringed = length === "long" && (texture ?? "straight") === "straight" && mentions(text, /\b(?:bangs|fringe)\b/);
  const name =
    firstOf(STYLE_WORDS, text) ??
    (fringed ? "long-bangs" : undefined) ??
    (stated ? BY_LENGTH[length ?? usual][texture ?? "straight"] : unstated);
  return { name, style: modified(HAIR_STYLES[name], text, texture) };
}

/** The style with the text's other wishes: bangs, parting, texture, volume. */
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

/** Styles by name; the more specific come first. */
const STYLE_WORDS: Table<HairStyleName> = [
  [/\b(?:balding|bald (?:spot|on top|patch)|thinning|receding|comb ?over|tonsure|monk)\b/, "balding"],
  [/\b(?:bald\w*|hairless|no hair|shaved head|shaven head|clean shaven head|none)\b/, "bald"],
  [/\bfaux ?hawk\b|\bfrohawk\b/, "fauxhawk"],
  [/\bmohawk\b|\bmohican\b|\biroquois\b/, "mohawk"],
  [/\bmullet\b/, "mullet"],
  [/\bfrench twist\b/, "bun-low"],
  [/\bhime\b/, "long-bangs"],
  [/\bbantu knots?\b/, "space-buns"],
  [/\brat ?tail\b/, "mullet"],
  [/\bvictory rolls?\b/, "shoulder-wavy"],
  [/\bduck ?tail\b/, "slicked"],
  [/\b(?:jew|isro)fro\b|\bisro\b/, "short-curly"],
  [/\b(?:dread\w*|locs|locks) (?:\w+ ){0,2}(?:bun|up|updo)\b/, "locs-bun"],
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
  [/\blow (?:\w+ )?pony ?tail\b|\bpony ?tail at the nape\b|\bpulled back\b/, "ponytail-low"],
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

/** Hair colours, natural and not. Unknown words give a colour of the origin. */
const HAIR_COLORS: Table<Color> = [
  [/\bsalt and pepper\b|\bgr[ae]ying\b/, "#77757a"],
  [/\b(?:platinum|white|icy|ash) blond\w*\b|\bplatinum\b/, "#efe3c8"],
  [/\b(?:strawberry|rose gold|reddish) ?blond\w*\b/, "#dd9d68"],
  [/\brose gold\b/, "#dda692"],
  [/\b(?:sun ?bleached|bleached|wheat\w*|straw|champagne|butter)\b(?! tips| ends)/, "#dcbf86"],
  [/\b(?:dirty|dark|honey|sandy|bronde) ?blond\w*\b|\bsandy\b|\bhoney\b/, "#b98c50"],
  [/\bblond\w*\b|\bgolden\b|\bflaxen\b|\bgold\b/, "#e2bd6b"],
  [/\b(?:blue black|jet black|raven|ebony)\b/, "#17161d"],
  [/\b(?:black|noir|onyx)\b/, "#211d1d"],
  [/\b(?:bright|cherry|fire|neon|crimson|scarlet|ruby|cherry) ?red\b|\bcrimson\b|\bscarlet\b/, "#c22f37"],
  [/\b(?:auburn|mahogany|burgundy|wine|maroon|dark red|chestnut red)\b/, "#6f2f22"],
  [/\b(?:ginger|copper\w*|orange|red ?head|carrot\w*|rust\w*|titian)\b/, "#c1622d"],
  [/\bred(?:dish)?\b/, "#a9431f"],
  [/\b(?:dark|chocolate|deep|espresso) brown\b|\bespresso\b|\bchocolate\b/, "#3b2619"],
  [/\b(?:light|golden|caramel|ash|sandy|honey) brown\b|\bcaramel\b|\blight brunette\b/, "#94683f"],
  [/\bchestnut\b|\bhazel\b/, "#6e4328"],
  [/\b(?:brown|brunette|brunet|mousy)\b/, "#5b3a25"],
  [/\b(?:silver|steel|platinum gr[ae]y|light gr[ae]y)\b/, "#cdd1d8"],
  [/\b(?:snow )?white\b/, "#f1efec"],
  [/\b(?:gr[ae]y|ash\w*|slate|charcoal)\b/, "#9a9ba1"],
  [/\b(?:hot|neon|bright) pink\b|\bmagenta\b|\bfuchsia\b/, "#e0459a"],
  [/\b(?:rose|pastel|light|baby|bubblegum)? ?pink\b/, "#ee8db5"],
  [/\b(?:lavender|lilac|pastel purple)\b/, "#b79be0"],
  [/\b(?:purple|violet|plum|amethyst)\b/, "#7b44ad"],
  [/\b(?:teal|petrol)\b/, "#1f8f8a"],
  [/\b(?:turquoise|aqua\w*|cyan|mint)\b/, "#3fc4bd"],
  [/\b(?:navy|dark|midnight) blue\b|\bindigo\b/, "#2a3c80"],
  [/\b(?:light|pastel|sky|ice|baby) blue\b/, "#8cc4ec"],
  [/\bblue\b|\bazure\b/, "#3a6fd0"],
  [/\b(?:lime|neon) green\b/, "#97d63e"],
  [/\bgreen\b|\bemerald\b/, "#3f9a5c"],
  [/\byellow\b/, "#f4d33f"],
  [/\bpeach\b|\bcoral\b|\bsalmon\b/, "#f39a7c"],
];

/** Words for a mixture of colours. The first stated colour stays the base. */
const RAINBOW = /\b(?:rainbow|multi ?colou?r\w*|unicorn)\b/;
const TWO_TONE = /\b(?:tips?|ends?|ombre|dip ?dy\w*|balayage|fading|streak\w*|highlights?|and|with|to|roots?)\b/;

/** Lightened strands when no second colour is stated. */
const LIGHTENED = /\b(?:frosted|highlights?|highlighted|balayage|ombre|bleached (?:tips|ends)|sun ?kissed)\b/;
const LIGHT_STRANDS: Color = "#d9b678";

/** Greys by age, from pepper to white. */
const GREYS: readonly Color[] = ["#85858a", "#a9abb0", "#c6c9cf", "#e4e4e6"];

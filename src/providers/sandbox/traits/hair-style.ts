import { pick, type Random } from "../core/random.ts";
import { HAIR_STYLES, type HairStyle, type HairStyleName } from "../hair/styles.ts";
import { NAMED } from "./hair-words.ts";
import { firstOf, mentions, type Table } from "./match.ts";

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

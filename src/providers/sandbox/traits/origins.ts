import type { Color } from "../core/color.ts";
import type { Table } from "./read-text.ts";

/** Ranges that an origin gives where the text states nothing else. */
export type Origin = {
  readonly skin: readonly Color[];
  readonly hair: readonly Color[];
  readonly eyes: readonly Color[];
  /** Share of the eyelid crease that shows, 0–1. */
  readonly crease: readonly [number, number];
  /** Factor on the width of the nose and the fullness of the lips. */
  readonly nose: readonly [number, number];
  readonly lips: readonly [number, number];
  /** Hair texture when only a length is stated. */
  readonly texture: "straight" | "wavy" | "curly" | "coily";
  readonly pointedEars?: boolean;
};

const DARK_HAIR = ["#1d1917", "#2a211c", "#33261f"] as const;
const DARK_EYES = ["#4a2f1f", "#5a3a24", "#3a2820"] as const;
const LIGHT_EYES = ["#5b86a8", "#6f8f6a", "#7d6a45", "#6b7f8c", "#5a3a24"] as const;

function origin(
  skin: readonly Color[],
  hair: readonly Color[],
  eyes: readonly Color[],
  face: { crease?: [number, number]; nose?: [number, number]; lips?: [number, number] } = {},
  texture: Origin["texture"] = "wavy",
  pointedEars = false,
): Origin {
  const { crease = [0.7, 1], nose = [0.88, 1.08], lips = [0.88, 1.1] } = face;
  return { skin, hair, eyes, crease, nose, lips, texture, pointedEars };
}

const BROAD = { nose: [1.05, 1.28], lips: [1.12, 1.38] } satisfies Parameters<typeof origin>[3];
const FOLDED = { crease: [0, 0.45], nose: [0.9, 1.08] } satisfies Parameters<typeof origin>[3];

const NORTHERN = origin(["#f6dccb", "#f3d2bd", "#fae4d6"], ["#c79a5b", "#e0c185", "#a4713f", "#8b4a2b"], LIGHT_EYES);
const EUROPEAN = origin(
  ["#f3d0b8", "#eec4a6", "#e9b994", "#f6dcc8"],
  ["#6b4630", "#8a5f3c", "#3d2a20", "#b98d55"],
  LIGHT_EYES,
);
const SOUTHERN = origin(
  ["#e3b48c", "#d9a67c", "#ecc4a0"],
  ["#2f221b", "#46301f", "#1f1a18"],
  ["#5a3a24", "#7a5a34", "#5d7350"],
);
const MIDDLE_EASTERN = origin(["#d8a67a", "#c89265", "#e5bb94"], DARK_HAIR, ["#4a2f1f", "#6b4a2a", "#7d6a3a"]);
const SOUTH_ASIAN = origin(["#b67c4f", "#a06a41", "#c98f62", "#8a5834"], DARK_HAIR, DARK_EYES, {}, "wavy");
const EAST_ASIAN = origin(["#f1cfae", "#e9bf98", "#f6dcc2"], ["#1b1817", "#241d1a"], DARK_EYES, FOLDED, "straight");
const SOUTHEAST_ASIAN = origin(
  ["#d5a074", "#c48b5c", "#e0b38a"],
  DARK_HAIR,
  DARK_EYES,
  { ...FOLDED, lips: [1, 1.2] },
  "straight",
);
const AFRICAN = origin(["#6b4028", "#4f2e1d", "#7d4d30", "#3d241a"], ["#1a1614", "#211a17"], DARK_EYES, BROAD, "coily");
const EAST_AFRICAN = origin(["#7a4b30", "#8f5c3a", "#5d3824"], DARK_HAIR, DARK_EYES, { lips: [1.05, 1.25] }, "coily");
const AFRO_CARIBBEAN = origin(["#7d4d30", "#5d3824", "#96633f"], ["#1d1815", "#2a201a"], DARK_EYES, BROAD, "coily");
const LATIN = origin(["#d7a276", "#c68f62", "#e6bd97", "#b07a4e"], DARK_HAIR, ["#4a2f1f", "#6b4a2a"], {
  lips: [0.98, 1.2],
});
const INDIGENOUS = origin(
  ["#b9814f", "#c99365", "#a36c42"],
  ["#1b1817", "#241d1a"],
  DARK_EYES,
  { crease: [0.4, 0.9] },
  "straight",
);
const PACIFIC = origin(["#b07a4c", "#98633c", "#c79163"], DARK_HAIR, DARK_EYES, BROAD, "curly");
const ABORIGINAL = origin(["#5b3724", "#70462d", "#4a2c1e"], DARK_HAIR, DARK_EYES, BROAD, "curly");
const MIXED = origin(
  ["#b9835a", "#a8714a", "#c99a72", "#d6ac86"],
  ["#2a1f1a", "#3f2a1e"],
  ["#5a3a24", "#7a6238"],
  {},
  "curly",
);
const ANYONE = origin(
  ["#f0c9ac", "#d7a276", "#a06a41", "#6b4028", "#e9bf98", "#c68f62"],
  ["#2a211c", "#4a3122", "#6b4630"],
  DARK_EYES,
);

/** Origins by the words people use; fantasy beings come first, because they often come with a second word. */
export const ORIGINS: Table<Origin> = [
  [
    /\b(?:orc|orcish|goblin|troll|ogre)\b/,
    origin(["#8aa866", "#7a9a5a", "#6f8f58"], ["#22241f"], ["#c9892b", "#b5442e"], BROAD, "straight", true),
  ],
  [
    /\b(?:dark elf|drow)\b/,
    origin(["#6a6488", "#575278"], ["#eceaf2", "#d8d6e6"], ["#b0426b", "#8f6ad0"], {}, "straight", true),
  ],
  [
    /\b(?:tiefling|demon\w*|devil|imp)\b/,
    origin(["#b4545a", "#9a4257", "#8a4a7a"], ["#241a22"], ["#e0b03a"], {}, "wavy", true),
  ],
  [
    /\b(?:elf|elven|elvish|fae|faerie|fairy|pixie folk)\b/,
    origin(
      ["#f4dccb", "#ecd0ba", "#d8b296"],
      ["#e6d3a0", "#d9dde0", "#7c5a3a"],
      ["#5c9a74", "#5f8fc0", "#8a6fc0"],
      {},
      "straight",
      true,
    ),
  ],
  [
    /\b(?:alien|martian|extraterrestrial)\b/,
    origin(["#86b9a8", "#8fa6cc"], ["#2b4a4d", "#3b2f5a"], ["#221d3a", "#c9d64a"], FOLDED, "straight"),
  ],
  [
    /\b(?:vampire|undead|ghost|zombie)\b/,
    origin(["#e6dfe0", "#dcd6da"], ["#1b1719", "#3a1f24"], ["#a8323c"], {}, "straight"),
  ],
  [
    /\b(?:mermaid|merfolk|undine|water spirit)\b/,
    origin(["#a8d2cc", "#9cc4d4"], ["#2f8a86", "#3a6ea0"], ["#3fb8bd"], {}, "wavy"),
  ],
  [/\b(?:android|robot|cyborg)\b/, origin(["#d4d9e0", "#c2c9d2"], ["#5a6472"], ["#4fc3f0"], {}, "straight")],
  [/\b(?:mixed|biracial|multiracial|mulatt\w+|blasian|wasian|hapa|eurasian|half)\b/, MIXED],
  [
    /\b(?:afro (?:latin\w*|carib\w*|brazil\w*)|caribbean|jamaican|haitian|cape verdean|dominican|trinidad\w*|barbad\w*|bahamian|cuban)\b/,
    AFRO_CARIBBEAN,
  ],
  [/\b(?:ethiopian|eritrean|somali\w*|east african|kenyan|rwandan|sudanese|nubian|habesha|maasai)\b/, EAST_AFRICAN],
  [
    /\b(?:north african|moroccan|algerian|tunisian|libyan|egyptian|berber|amazigh|arab\w*|middle eastern|persian|iran\w*|iraqi|syrian|lebanese|palestin\w*|jordan\w*|saudi|yemeni|turk\w*|kurd\w*|armenian|georgian|israeli|afghan\w*|levant\w*|emirati)\b/,
    MIDDLE_EASTERN,
  ],
  [/\b(?:aboriginal|indigenous australian|torres strait|papua\w*|melanesian)\b/, ABORIGINAL],
  [
    /\b(?:native american|american indian|first nations?|indigenous|navajo|cherokee|lakota|sioux|inuit|inuk|quechua|aymara|maya\w*|aztec|andean|peruvian|bolivian|apache|amerindian|metis)\b/,
    INDIGENOUS,
  ],
  [/\b(?:pacific islander|polynesian|maori|samoan|tongan|hawaiian|fijian|tahitian|micronesian|chamorro)\b/, PACIFIC],
  [
    /\b(?:south asian|indian|pakistani|bangladeshi|bengali|punjabi|tamil|sri lankan|sinhal\w+|nepal\w+|desi|gujarati|telugu|malayali|maldivian|hindu)\b/,
    SOUTH_ASIAN,
  ],
  [
    /\b(?:southeast asian|thai|vietnam\w+|filipin\w+|pinoy|pinay|indones\w+|malay\w*|cambod\w+|khmer|lao\w*|burm\w+|singapor\w+|javanese|hmong)\b/,
    SOUTHEAST_ASIAN,
  ],
  [
    /\b(?:east asian|asian|chinese|japanese|korean|taiwanese|mongol\w*|tibetan|han|hong kong\w*|kazakh|okinawan|ainu)\b/,
    EAST_ASIAN,
  ],
  [
    /\b(?:african|black|nigerian|ghan\w+|congolese|senegal\w+|zulu|xhosa|yoruba|igbo|bantu|afro|african american|cameroon\w*|ivorian|angolan|zimbabwean|ugandan|malian|gambian)\b/,
    AFRICAN,
  ],
  [
    /\b(?:latin\w*|hispanic|chican\w+|mexican|brazil\w+|colombian|venezuel\w+|chilean|argentin\w+|ecuador\w*|guatemal\w+|puerto rican|mestiz\w+|salvador\w+|honduran|nicaraguan)\b/,
    LATIN,
  ],
  [
    /\b(?:mediterranean|ital\w+|greek|spanish|portug\w+|sicilian|maltese|southern european|romani?|roma|sephardic|catalan|andalusian|croat\w*|albanian|cypriot|bulgarian)\b/,
    SOUTHERN,
  ],
  [
    /\b(?:nordic|scandinav\w+|swed\w+|norw\w+|danish|danes?|finn\w*|iceland\w*|irish|scot\w+|celtic|viking|dutch|baltic|estonian|latvian|lithuanian|albino|northern european)\b/,
    NORTHERN,
  ],
  [
    /\b(?:white|caucasian|european|german|french|british|english|american|canadian|austral\w+|slav\w*|russian|pol\w*ish|ukrain\w+|czech|hungarian|romanian|austrian|swiss|belgian|jewish|ashkenazi|welsh|serb\w*|anglo)\b/,
    EUROPEAN,
  ],
  [/(?:)/, ANYONE],
];

/** Stated skin colours; they win over the origin. */
export const SKIN_WORDS: Table<Color> = [
  [/\b(?:very dark|deep(?: dark)?|ebony|jet black) (?:skin\w*|complexion|toned?)\b/, "#3a2219"],
  [/\b(?:dark brown) (?:skin\w*|complexion)\b/, "#5a3522"],
  [/\b(?:light brown|caramel|tan(?:ned)?|golden|honey|bronze\w*) (?:skin\w*|complexion)\b/, "#c08a5d"],
  [/\b(?:brown|medium) (?:skin\w*|complexion)\b/, "#9a663f"],
  [/\b(?:dark|black) (?:skin\w*|complexion)\b|\bdark skinned\b/, "#4f2e1d"],
  [/\bolive (?:skin\w*|complexion|toned?)\b/, "#cfa679"],
  [/\b(?:very pale|porcelain|albino|alabaster|ghostly|snow white) ?(?:skin\w*|complexion)?\b/, "#fbeae0"],
  [/\b(?:pale|fair|light|white|ivory) (?:skin\w*|complexion)\b/, "#f7dfd0"],
  [/\bgreen (?:skin\w*|complexion)\b/, "#86ab6b"],
  [/\bblue (?:skin\w*|complexion)\b/, "#7fa3cf"],
  [/\b(?:purple|violet|lilac) (?:skin\w*|complexion)\b/, "#a386c4"],
  [/\bred (?:skin\w*|complexion)\b/, "#bd564f"],
  [/\bpink (?:skin\w*|complexion)\b/, "#eaa7b4"],
  [/\b(?:gr[ae]y|silver|stone) (?:skin\w*|complexion)\b/, "#a3a7b0"],
  [/\b(?:gold|golden|metallic) (?:skin\w*|complexion)\b/, "#d9b25e"],
  [/\b(?:yellow|orange) (?:skin\w*|complexion)\b/, "#e3bd55"],
];

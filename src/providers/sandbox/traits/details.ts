import type { Color } from "../core/color.ts";
import { COLOR_WORDS } from "./cloth-words.ts";
import { allOf, firstOf, mentions, type Table } from "./read-text.ts";

/** What is worn before the eyes. */
export type Eyewear = "none" | "round" | "square" | "cat-eye" | "sunglasses" | "monocle" | "eyepatch" | "goggles";

/** How a beard is worn. */
export type FacialHair =
  | "none"
  | "stubble"
  | "moustache"
  | "handlebar"
  | "goatee"
  | "beard"
  | "long-beard"
  | "sideburns";

/** What is worn on the head. */
export type Hat =
  | "none"
  | "cap"
  | "beanie"
  | "fedora"
  | "cowboy"
  | "beret"
  | "top-hat"
  | "witch"
  | "crown"
  | "tiara"
  | "circlet"
  | "headband"
  | "bandana"
  | "flowers"
  | "hijab"
  | "turban"
  | "bucket"
  | "straw"
  | "headphones"
  | "helmet"
  | "hood"
  | "bow"
  | "chef"
  | "flat-cap"
  | "tricorn"
  | "kufi";

type Mark =
  | "freckles"
  | "scar-cheek"
  | "scar-brow"
  | "mole"
  | "vitiligo"
  | "face-paint"
  | "blush"
  | "lipstick"
  | "eyeshadow"
  | "eyeliner"
  | "nose-ring"
  | "lip-ring"
  | "bindi"
  | "earrings"
  | "hoops"
  | "arm-tattoo"
  | "face-tattoo"
  | "fangs"
  | "dimples"
  | "tan-lines";

type Neckwear =
  | "none"
  | "scarf"
  | "tie"
  | "bow-tie"
  | "necklace"
  | "pearls"
  | "choker"
  | "chain"
  | "headphones"
  | "stethoscope"
  | "bandana";

type Gear =
  | "backpack"
  | "bag"
  | "belt"
  | "gloves"
  | "watch"
  | "bracelets"
  | "suspenders"
  | "apron"
  | "cape"
  | "cane"
  | "staff"
  | "sword"
  | "wheelchair"
  | "prosthetic-leg"
  | "prosthetic-arm"
  | "pauldrons"
  | "ring";

/** Parts of a fantasy figure. */
export type Extra =
  | "feather-wings"
  | "bat-wings"
  | "fairy-wings"
  | "horns"
  | "ram-horns"
  | "antlers"
  | "unicorn"
  | "halo"
  | "cat-ears"
  | "bunny-ears"
  | "fox-ears"
  | "cat-tail"
  | "fox-tail"
  | "devil-tail"
  | "pointed-ears";

/** What the details add to a person. */
export type Details = {
  readonly eyewear: Eyewear;
  readonly facialHair: FacialHair;
  readonly hat: Hat;
  readonly marks: ReadonlySet<Mark>;
  readonly neckwear: Neckwear;
  readonly gear: ReadonlySet<Gear>;
  readonly extras: ReadonlySet<Extra>;
  /** Colours of the things for which the text states one. */
  readonly colors: {
    readonly hat: Color | undefined;
    readonly neckwear: Color | undefined;
    readonly gear: Color | undefined;
    readonly eyewear: Color | undefined;
    readonly lips: Color | undefined;
  };
};

const HAT_NOUN =
  /\b(?:hats?|tricorn|kufi|fez|cap|beanie|fedora|beret|stetson|hijab|head ?scarf|turban|head ?wrap|crown|tiara|circlet|head ?band|hair ?band|bandan+a|ribbon|bow|helmet|hood|headphones|gele)\b/;

const NECK_NOUN = /\b(?:scarf|shawl|(?:bow ?)?tie|necklace|choker|keffiyeh|pendant|neckerchief)\b/;

const GEAR_NOUN = /\b(?:backpack|rucksack|bag|satchel|purse|cape|cloak|mantle|apron|belt)\b/;

const FRAME_NOUN = /\b(?:glasses|frames|spectacles|goggles|eye ?patch)\b/;

const LIP_NOUN = /\b(?:lipstick|lips)\b/;

/** Colour word within a few words before the noun, or right behind it. */
function colorBefore(text: string, noun: RegExp): Color | undefined {
  const match = noun.exec(text);
  if (match === null) return undefined;
  const clause =
    text
      .slice(0, match.index)
      .split(/[;,.]|\b(?:and|with)\b/)
      .pop() ?? "";
  const words = clause.trim().split(" ").slice(-3);
  for (let from = words.length - 1; from >= 0; from--) {
    const color = firstOf(COLOR_WORDS, words.slice(Math.max(0, from - 1)).join(" "));
    if (color !== undefined) return color;
  }
  const behind = text.slice(match.index + match[0].length).split(/[;,.]/)[0] ?? "";
  return firstOf(COLOR_WORDS, behind.trim().split(" ").slice(0, 2).join(" "));
}

/** Keeps horns of one kind: stated ones win over those that come with a demon. */
function oneKindOfHorns(extras: readonly Extra[]): Set<Extra> {
  const stated = new Set(extras);
  if (stated.has("ram-horns") || stated.has("antlers") || stated.has("unicorn")) stated.delete("horns");
  return stated;
}

/** Reads the things a person wears and has besides clothes. */
export function detailsOf(text: string): Details {
  const beardTold = firstOf(FACIAL_HAIR, text) ?? "none";
  return {
    eyewear: firstOf(EYEWEAR, text) ?? "none",
    facialHair: beardTold,
    hat: firstOf(HATS, text) ?? "none",
    marks: new Set(allOf(MARKS, text)),
    neckwear: firstOf(NECKWEAR, text) ?? "none",
    gear: new Set(allOf(GEAR, text)),
    extras: oneKindOfHorns(allOf(EXTRAS, text)),
    colors: {
      hat: colorBefore(text, HAT_NOUN),
      neckwear: colorBefore(text, NECK_NOUN),
      gear: colorBefore(text, GEAR_NOUN),
      eyewear: colorBefore(text, FRAME_NOUN),
      lips: mentions(text, LIP_NOUN) ? colorBefore(text, LIP_NOUN) : undefined,
    },
  };
}

const EYEWEAR: Table<Eyewear> = [
  [/\bsun ?glasses\b|\baviators?\b|\bshades\b|\bdark glasses\b/, "sunglasses"],
  [/\beye ?patch\b/, "eyepatch"],
  [/\bmonocle\b/, "monocle"],
  [/\bgoggles\b/, "goggles"],
  [/\bcat ?eyes? (?:glasses|frames)\b/, "cat-eye"],
  [
    /\b(?:square|rectang\w+|thick|horn ?rim\w*|black rim\w*|nerd\w*|browline) (?:\w+ )?(?:glasses|frames|spectacles)\b/,
    "square",
  ],
  [/\b(?:eye ?glasses|glasses|spectacles|bespectacled|specs|pince ?nez|reading glass\w*)\b/, "round"],
];

const FACIAL_HAIR: Table<FacialHair> = [
  [/\bclean ?shaven\b|\bbeardless\b/, "none"],
  [/\b(?:long|wizard|big|huge|braided|viking|bushy|flowing|santa|dwarven) (?:\w+ )?beard\b/, "long-beard"],
  [/\b(?:stubble|stubbly|five o clock|5 o clock|scruff\w*|unshaven)\b/, "stubble"],
  [/\b(?:goatee|van ?dyke|chin beard|soul patch)\b/, "goatee"],
  [/\b(?:handlebar|walrus|curled|twirled|imperial) ?(?:moustache|mustache|tache)?\b/, "handlebar"],
  [/\b(?:mutton ?chops|side ?burns)\b/, "sideburns"],
  [/\b(?:moustache|mustache|tache|moustached|mustachioed)\b(?!.{0,14}\bbeard\b)/, "moustache"],
  [/\b(?:beard\w*|facial hair)\b/, "beard"],
];

const NECKWEAR: Table<Neckwear> = [
  [/\bscar(?:f|ves)\b(?<!head scarf)|\bshawl\b|\bkeffiyeh\b|\bpashmina\b/, "scarf"],
  [/\bbow ?tie\b|\btuxedo\b|\b(?:waiter|butler)\b/, "bow-tie"],
  [/\b(?:neck ?)?tie\b(?! (?:dye|up|back))|\bin a suit\b|\bbusinessman\b|\bpilot\b/, "tie"],
  [/\bhead ?phones around\b/, "headphones"],
  [/\bstethoscope\b/, "stethoscope"],
  [/\bpearls?\b/, "pearls"],
  [/\bchoker\b/, "choker"],
  [/\b(?:gold|silver)? ?chain\b(?! ?mail)/, "chain"],
  [/\b(?:necklace|pendant|amulet|locket|medallion|talisman)\b/, "necklace"],
  [/\bneckerchief\b|\bcowboy\b|\bcowgirl\b/, "bandana"],
];

const GEAR: Table<Gear> = [
  [/\bback ?pack\b|\bruck ?sack\b/, "backpack"],
  [/\b(?:messenger|shoulder|cross ?body|hand|tote|satchel)? ?bag\b|\bsatchel\b|\bpurse\b/, "bag"],
  [/\bbelt\w*\b|\bpolice\w*\b|\bcop\b|\bsheriff\b|\bsoldier\b/, "belt"],
  [/\bgloves?\b|\bgauntlets?\b|\bmittens\b/, "gloves"],
  [/\bwheel ?chairs?\b/, "wheelchair"],
  [/\bwatch\b/, "watch"],
  [/\bbracelets?\b|\bbangles?\b/, "bracelets"],
  [/\bsuspenders\b|\bbraces\b(?! on)/, "suspenders"],
  [/\bapron\b|\bchef\b|\bbarista\b/, "apron"],
  [/\b(?:cape|cloak|mantle)\b|\bsuperhero\w*\b|\bsuper hero\w*\b/, "cape"],
  [/\b(?:cane|walking stick|crutch)\b/, "cane"],
  [/\bstaff\b(?! (?:member|room))|\bspear\b|\bwizard\b/, "staff"],
  [
    /\bprosthe\w+ (?:\w+ )?(?:leg|foot)\b|\bleg prosthe\w+|\b(?:artificial|robotic|wooden|peg|blade) leg\b|\brunning blade\b|\bleg amputee\b/,
    "prosthetic-leg",
  ],
  [
    /\bprosthe\w+ (?:\w+ )?(?:arm|hand)\b|\barm prosthe\w+|\b(?:artificial|robotic|bionic|cybernetic|metal|mechanical) (?:arm|hand)\b/,
    "prosthetic-arm",
  ],
  [/\bsword\b|\bkatana\b|\brapier\b/, "sword"],
];

const EXTRAS: Table<Extra> = [
  [
    /\b(?:bat|demon\w*|devil|dragon|dark|black leathery|leathery) (?:\w+ )?wings\b|\bsuccubus\b|\bincubus\b/,
    "bat-wings",
  ],
  [/\b(?:fairy|butterfly|insect|dragonfly|faerie|pixie|translucent) (?:\w+ )?wings\b/, "fairy-wings"],
  [
    /\bwing(?:s|ed)\b(?<!(?:bat|demon|demonic|devil|dragon|dark|fairy|butterfly|insect|dragonfly|faerie|leathery|pixie) wings)(?! (?:liner|eye))|\bangel\w*\b/,
    "feather-wings",
  ],
  [/\b(?:ram|curled|curly|goat|sheep|spiral|curved) ?s? horns\b|\bsatyr\b|\bfaun\b|\btiefling\b/, "ram-horns"],
  [/\b(?:antlers?|deer horns?|stag)\b/, "antlers"],
  [/\bunicorn horn\b|\bsingle horn\b|\bone horn\b/, "unicorn"],
  [
    /\bhorn(?:s|ed)\b(?<!(?:ram|curled|curly|goat|sheep|spiral|curved|deer) horns)|\bdevil\b|\bdemon\w*\b|\bsuccubus\b|\bincubus\b/,
    "horns",
  ],
  [/\bhalo\b(?! braid)|\bangel\w*\b/, "halo"],
  [/\b(?:cat|kitty|neko) ?(?:ears|girl|boy)\b|\bneko\b|\bcatgirl\b|\bcatboy\b/, "cat-ears"],
  [/\b(?:bunny|rabbit) ?(?:ears|girl|boy)\b/, "bunny-ears"],
  [/\b(?:fox|wolf|dog|kitsune|animal) ?(?:ears|girl|boy)\b|\bkitsune\b/, "fox-ears"],
  [/\b(?:cat|kitty|neko|monkey|lion) tail\b|\bneko\b|\bcatgirl\b|\bcatboy\b/, "cat-tail"],
  [/\b(?:fox|wolf|dog|bushy|squirrel) tail\b|\bkitsune\b/, "fox-tail"],
  [/\b(?:devil|demon\w*|forked|pointed|dragon) tail\b|\btiefling\b/, "devil-tail"],
  [/\b(?:pointed|pointy|elf|elven|elvish) ears?\b/, "pointed-ears"],
];

const MARKS: Table<Mark> = [
  [/\bfreckl\w+/, "freckles"],
  [/\bscar\w*\b.{0,28}\b(?:eye\w*|brow|eyebrow|forehead)\b|\b(?:eye\w*|brow) scar\w*/, "scar-brow"],
  [/\bscar(?:s|red|ring)?\b(?!.{0,28}\b(?:eye\w*|brow|forehead)\b)/, "scar-cheek"],
  [/\b(?:mole|beauty (?:mark|spot)|birth ?mark)\b/, "mole"],
  [/\bvitiligo\b/, "vitiligo"],
  [/\b(?:war ?paint|face ?paint\w*|painted face|tribal paint)\b/, "face-paint"],
  [/\b(?:rosy|blush\w*|flushed|red|pink) ?(?:cheeks?|cheeked)?\b.{0,2}\bcheek\w*|\brosy\b|\bblushing\b/, "blush"],
  [/\b(?:lipstick|(?:red|dark|black|pink|purple|painted) lips|make ?up|glamou?r\w*)\b/, "lipstick"],
  [/\b(?:eye ?shadow|smok(?:e)?y eyes?|make ?up|glamou?r\w*)\b/, "eyeshadow"],
  [/\b(?:eye ?liner|winged liner|kohl|goth\w*|mascara|make ?up)\b/, "eyeliner"],
  [/\b(?:nose (?:ring|stud|piercing)|septum|pierced nose)\b|\bpiercings?\b/, "nose-ring"],
  [/\b(?:lip (?:ring|piercing)|pierced lip)\b/, "lip-ring"],
  [/\b(?:bindi|tilak\w*)\b/, "bindi"],
  [/\bhoops?\b|\bhoop ear ?rings?\b/, "hoops"],
  [/\b(?:ear ?rings?|ear ?studs?|pierced ears?|studs)\b/, "earrings"],
  [/\b(?:face|facial) tattoo\w*|\bta moko\b|\bmoko\b/, "face-tattoo"],
  [/\btattoo\w*|\bsleeve of ink\b|\binked\b/, "arm-tattoo"],
  [/\b(?:fangs?|vampire|tusks?|orc)\b/, "fangs"],
  [/\bdimpl\w+/, "dimples"],
];

const HATS: Table<Hat> = [
  [/\b(?:hijab|head ?scarf|chador|niqab|shayla)\b/, "hijab"],
  [/\b(?:turban|dastar|pagri|head ?wrap|gele)\b/, "turban"],
  [/\b(?:tricorn\w*|pirate (?:captain )?s? ?hat)\b/, "tricorn"],
  [/\b(?:kufi|taqiyah|kippah?|kippot|yarmulke|skull ?cap|fez|tubeteika)\b/, "kufi"],
  [/\b(?:hard ?hat|safety helmet)\b/, "helmet"],
  [/\b(?:chef s? ?hat|toque|chef)\b/, "chef"],
  [/\b(?:flat ?cap|newsboy|ivy cap|peaky|paperboy)\b/, "flat-cap"],
  [
    /\b(?:beanie|knit(?:ted)? (?:cap|hat)|toboggan|bobble hat|ushanka|trapper hat|ear ?flap hat|wool(?:len)? hat|winter hat|tuque)\b/,
    "beanie",
  ],
  [
    /\b(?:baseball|trucker|snapback|ball|backwards?|peaked|police|captain s?|sailor|officer s?|graduation)? ?cap\b(?! sleeve)/,
    "cap",
  ],
  [/\b(?:cowboy|cowgirl|stetson|western|ranger) ?(?:hat)?\b|\bstetson\b/, "cowboy"],
  [/\bberet\b/, "beret"],
  [/\btop ?hat\b/, "top-hat"],
  [/\b(?:witch|wizard|mage|pointed|pointy) ?s? (?:\w+ )?hat\b|\b(?:witch|wizard)\b/, "witch"],
  [/\b(?:sombrero|rice hat|conical hat|non la)\b|\b(?:straw|sun|wide brim\w*|floppy|gardening|safari) ?hat\b/, "straw"],
  [/\bbucket hat\b|\bfishing hat\b/, "bucket"],
  [/\b(?:fedora|trilby|panama|bowler|derby|homburg|hat)\b/, "fedora"],
  [
    /\b(?:flower crown|flower wreath|flowers in|flower garland|laurel|wreath|floral crown|flower in|floral headband)\b/,
    "flowers",
  ],
  [/\bcirclet\b/, "circlet"],
  [/\b(?:tiara|diadem)\b|\bprincess\b/, "tiara"],
  [/\bcrown\b(?! braid)|\bking\b|\bqueen\b/, "crown"],
  [/\b(?:helmet|helm)\b/, "helmet"],
  [/\bhood(?:ed)? (?:up|on|over|cloak|cape|robe)\b|\bhooded\b/, "hood"],
  [/\bbandanna\b|\bbandana\b|\bdo ?rag\b|\bdurag\b|\bkerchief\b|\bpirate\b/, "bandana"],
  [/\b(?:hair ?band|head ?band|sweat ?band|alice band)\b/, "headband"],
  [/\b(?:hair bow|ribbon|bow in)\b/, "bow"],
  [/\bhead ?phones?\b(?! around)|\bheadset\b|\bear ?muffs\b/, "headphones"],
];

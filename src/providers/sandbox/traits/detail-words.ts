import type { Extra, Eyewear, FacialHair, Gear, Neckwear } from "./detail-names.ts";
import type { Table } from "./match.ts";

export const EYEWEAR: Table<Eyewear> = [
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

export const FACIAL_HAIR: Table<FacialHair> = [
  [/\bclean ?shaven\b|\bbeardless\b/, "none"],
  [/\b(?:long|wizard|big|huge|braided|viking|bushy|flowing|santa|dwarven) (?:\w+ )?beard\b/, "long-beard"],
  [/\b(?:stubble|stubbly|five o clock|5 o clock|scruff\w*|unshaven)\b/, "stubble"],
  [/\b(?:goatee|van ?dyke|chin beard|soul patch)\b/, "goatee"],
  [/\b(?:handlebar|walrus|curled|twirled|imperial) ?(?:moustache|mustache|tache)?\b/, "handlebar"],
  [/\b(?:mutton ?chops|side ?burns)\b/, "sideburns"],
  [/\b(?:moustache|mustache|tache|moustached|mustachioed)\b(?!.{0,14}\bbeard\b)/, "moustache"],
  [/\b(?:beard\w*|facial hair)\b/, "beard"],
];

export const NECKWEAR: Table<Neckwear> = [
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

export const GEAR: Table<Gear> = [
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

export const EXTRAS: Table<Extra> = [
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

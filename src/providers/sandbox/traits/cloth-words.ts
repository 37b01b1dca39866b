import type { Color } from "../core/color.ts";
import type { BottomName, OuterName, ShoeName, TopName } from "../garments/catalogue.ts";
import type { Table } from "./read-text.ts";

/** Colour words for cloth and things. */
export const COLOR_WORDS: Table<Color> = [
  [/\b(?:navy|midnight|dark) blue\b|\bnavy\b/, "#27375f"],
  [/\b(?:light|sky|baby|powder|pale|pastel) blue\b|\bazure\b/, "#8fbfe3"],
  [/\b(?:royal|electric|bright) blue\b|\bcobalt\b|\bsapphire\b/, "#2f5bd0"],
  [/\b(?:dark|forest|hunter|bottle|deep) green\b|\bemerald\b/, "#22664a"],
  [/\b(?:light|mint|pastel|pale) green\b|\bmint\b|\bsage\b|\bseafoam\b/, "#9fcbab"],
  [/\b(?:lime|neon|bright) green\b|\blime\b/, "#86c93b"],
  [/\bolive\b|\bkhaki green\b|\barmy\b|\bmoss\w*/, "#6d7342"],
  [/\b(?:dark|deep|blood|wine) red\b|\bburgundy\b|\bmaroon\b|\bwine\b|\bcrimson\b|\bbordeaux\b|\boxblood\b/, "#83243a"],
  [/\b(?:hot|neon|bright) pink\b|\bmagenta\b|\bfuchsia\b/, "#dd3d8f"],
  [/\b(?:dusty|pale|light|baby|pastel) pink\b|\brose\b|\bblush\b|\bpink\b/, "#ec9fb6"],
  [/\bcoral\b|\bsalmon\b|\bpeach\w*/, "#f0876d"],
  [/\b(?:burnt|dark) orange\b|\brust\w*|\bterracotta\b|\bcopper\w*/, "#b45a30"],
  [/\borange\b|\btangerine\b|\bamber\b/, "#e8822e"],
  [/\bmustard\b|\bochre\b/, "#d3a02c"],
  [/\bgold\w*\b/, "#d6ab45"],
  [/\byellow\b|\blemon\b/, "#f2cb4a"],
  [/\b(?:lilac|lavender|mauve)\b|\b(?:light|pale|pastel) purple\b/, "#b9a2dc"],
  [/\bpurple\b|\bviolet\b|\bplum\b|\baubergine\b|\bamethyst\b/, "#6d429b"],
  [/\bindigo\b/, "#3f3f94"],
  [/\bteal\b|\bpetrol\b/, "#1f7f80"],
  [/\bturquoise\b|\bcyan\b|\baqua\w*/, "#3fb8bd"],
  [/\b(?:charcoal|dark gr[ae]y)\b|\bgraphite\b|\bslate\b/, "#40454f"],
  [/\b(?:light gr[ae]y|silver\w*)\b/, "#c3c8ce"],
  [/\bgr[ae]y\b/, "#8b9098"],
  [/\bblack\b|\bjet\b|\bebony\b|\bgoth\w*/, "#25252c"],
  [/\b(?:cream|ivory|off white|ecru)\b/, "#f0e6d0"],
  [/\bwhite\b|\bsnow\w*/, "#f3f2ef"],
  [/\b(?:beige|tan|sand\w*|khaki|camel|nude)\b/, "#c8ab80"],
  [/\b(?:chocolate|dark brown)\b/, "#4d3224"],
  [/\bbrown\b|\bbronze\b|\bcaramel\b|\bcognac\b/, "#82573a"],
  [/\bdenim\b/, "#4a6a94"],
  [/\bleather\b/, "#5a3d2b"],
  [/\btweed\b|\btaupe\b|\bmocha\b/, "#7d6a55"],
  [/\bfuzzy\b|\bfur\b/, "#8a6f58"],
  [/\bblue\b/, "#3b69b5"],
  [/\bgreen\b|\bjade\b/, "#3d8a5b"],
  [/\bred\b|\bscarlet\b|\bruby\b|\bcherry\b/, "#c43a3b"],
];

/** The patterns that cloth can have. */
export type ClothPattern = "stripes" | "plaid" | "dots" | "diamonds" | "floral" | "emblem";

/** Pattern words for cloth. */
export const PATTERN_WORDS: Table<ClothPattern> = [
  [/\bstrip\w+|\bbreton\b|\bpinstripe\w*/, "stripes"],
  [/\bplaid\b|\btartan\b|\bcheck\w*|\bflannel\b|\bkilt\b|\bgingham\b/, "plaid"],
  [/\bdot\w*\b|\bpolka\b|\bspotted\b/, "dots"],
  [/\bdashiki\b|\bankara\b|\bkente\b|\bafrican print\b|\bargyle\b|\bgeometric\b/, "diamonds"],
  [/\bfloral\b|\bflower\w*|\bhawaiian\b|\baloha\b|\bbotanical\b/, "floral"],
  [/\bgraphic\b|\bband (?:tee|t shirt)\b|\blogo\b|\bemblem\b|\bprint\w*|\bsuperhero\b/, "emblem"],
];

/** Colours of unstated tops. They go well with each other in any combination. */
export const TOP_COLORS: readonly Color[] = [
  "#c8553d",
  "#d9a441",
  "#2e4f7d",
  "#3f7d6e",
  "#7b4b6e",
  "#e6e1d6",
  "#4d5b9c",
  "#8c3f4d",
  "#5f8a9d",
  "#b9806a",
  "#33363f",
  "#6b8e5a",
  "#d98ba0",
  "#f0b65b",
];
/** Colours of unstated lower garments. */
export const BOTTOM_COLORS: readonly Color[] = [
  "#3a4d73",
  "#2c3448",
  "#b49a77",
  "#4a4f5a",
  "#5d6b4e",
  "#26272e",
  "#6a5344",
  "#5878a3",
];
/** Colours of unstated outer garments. */
export const OUTER_COLORS: readonly Color[] = [
  "#2f3b57",
  "#6b4a33",
  "#39403f",
  "#7d8894",
  "#a5643c",
  "#4f5f4a",
  "#252a38",
  "#8a2f3a",
];
/** Colours of unstated sneakers; other shoes take a leather colour. */
export const SHOE_COLORS: readonly Color[] = ["#f1eee8", "#35333a", "#6e4630", "#c9473f", "#5b6b86", "#e0d3bd"];

/** What one garment word means: a piece, with a colour when the material brings one. */
export type Piece =
  | { readonly slot: "top"; readonly kind: TopName; readonly color?: Color; readonly dress?: boolean }
  | { readonly slot: "outer"; readonly kind: OuterName; readonly color?: Color }
  | { readonly slot: "bottom"; readonly kind: BottomName; readonly color?: Color }
  | { readonly slot: "shoes"; readonly kind: ShoeName; readonly color?: Color };

const top = (kind: TopName, color?: Color): Piece => ({ slot: "top", kind, ...(color ? { color } : {}) });
const dress = (kind: TopName, color?: Color): Piece => ({
  slot: "top",
  kind,
  dress: true,
  ...(color ? { color } : {}),
});
const outer = (kind: OuterName, color?: Color): Piece => ({ slot: "outer", kind, ...(color ? { color } : {}) });
const bottom = (kind: BottomName, color?: Color): Piece => ({ slot: "bottom", kind, ...(color ? { color } : {}) });
const shoes = (kind: ShoeName, color?: Color): Piece => ({ slot: "shoes", kind, ...(color ? { color } : {}) });

/** Garments by the words people use; longer names come before the shorter ones they contain. */
export const GARMENT_WORDS: Table<Piece> = [
  [/\b(?:lab|laboratory|doctor s|medical) coat\b/, outer("labcoat", "#f3f2ef")],
  [/\b(?:trench|long|duster|over) ?coat\b|\btrench\b|\bduster\b/, outer("longcoat")],
  [
    /\b(?:parka|anorak|raincoat|rain jacket|windbreaker|puffer(?: jacket)?|down jacket|snow jacket|ski jacket)\b/,
    outer("parka"),
  ],
  [/\b(?:pea ?coat|coat)\b/, outer("coat")],
  [/\b(?:leather|biker|motorcycle|moto) (?:vest|waistcoat|gilet)\b/, outer("leather-vest", "#2a2628")],
  [/\b(?:leather|biker|motorcycle|moto) jacket\b/, outer("leather", "#2a2628")],
  [/\b(?:denim|jean|jeans) jacket\b/, outer("denim", "#4a6a94")],
  [/\b(?:bomber|varsity|letterman|flight|track|baseball|college)(?: jacket)\b|\bbomber\b/, outer("bomber")],
  [/\b(?:dinner jacket|tuxedo jacket|blazer|suit jacket|sports? coat|sport jacket|tweed jacket)\b/, outer("blazer")],
  [/\b(?:sweater|knit\w*|jumper|argyle) vest\b/, outer("vest")],
  [/\b(?:hi vis|high visibility|safety|reflective) vest\b/, outer("vest", "#ef8a2b")],
  [/\bcardigan\b/, outer("cardigan")],
  [/\b(?:waistcoat|vest|gilet)\b/, outer("vest")],
  [/\bjacket\b/, outer("jacket")],
  [/\b(?:over ?alls|dungarees)\b/, top("overalls", "#4a6a94")],
  [/\b(?:turtle ?neck|polo ?neck|roll ?neck|mock neck)(?: (?:sweater|jumper|top))?\b/, top("turtleneck")],
  [/\b(?:hood(?:ie|y|ed sweat\w*|ed top)|sweatshirt with hood)\b/, top("hoodie")],
  [/\b(?:sweater|jumper|pullover|knit\w*|sweatshirt|fleece|crew ?neck)\b/, top("sweater")],
  [/\bpolo(?: shirt)?\b/, top("polo")],
  [
    /\b(?:tank ?top|vest top|singlet|camisole|cami|halter\w*|sleeveless(?: (?:top|shirt))?|muscle shirt|jersey vest)\b/,
    top("tank"),
  ],
  [/\bcrop(?:ped)? ?(?:top|tee|t ?shirt)\b|\bsports? bra\b|\bbikini top\b/, top("crop")],
  [/\b(?:football|soccer|rugby|hockey|cycling|team|sports?) (?:jersey|shirt|kit|top)\b/, top("tee")],
  [/\b(?:basketball) (?:jersey|shirt|kit|top)\b/, top("tank")],
  [/\b(?:v ?neck) (?:t ?shirt|tee|shirt)\b/, top("v-tee")],
  [/\b(?:long sleeve\w*) (?:t ?shirt|tee|top|shirt)\b/, top("longsleeve")],
  [/\b(?:t ?shirt|tee|tshirt|band tee|jersey)\b/, top("tee")],
  [/\b(?:hawaiian|aloha|short sleeve\w*|camp|bowling) shirt\b/, top("shirt-short")],
  [/\bscrubs\b/, top("scrubs", "#4fa3a5")],
  [/\bblouse\b/, top("blouse")],
  [/\b(?:night|shirt|sweater|shift|mini|bodycon|cocktail) ?dress\b/, dress("minidress")],
  [/\b(?:sun|summer|slip|pinafore) ?dress\b/, dress("sundress")],
  [
    /\b(?:ball ?gown|evening (?:gown|dress)|wedding (?:dress|gown)|gown|maxi dress|long dress|princess dress|prom dress|floor length dress)\b/,
    dress("gown"),
  ],
  [/\b(?:cheongsam|qipao|ao dai)\b/, dress("cheongsam")],
  [/\b(?:kimono|yukata|hanbok|hanfu)\b/, dress("kimono")],
  [
    /\b(?:robes?|cassock|habit|djellaba|jellabiya|thobe|thawb|kaftan|caftan|abaya|wizard s? ?robes?|gown robe|toga)\b/,
    dress("robe"),
  ],
  [/\b(?:sari|saree|half sari|lehenga|lengha)\b/, dress("sari")],
  [/\b(?:karate|judo|martial arts|taekwondo|bjj) ?(?:gi|uniform|suit)?\b|\bgi\b|\bdobok\b/, top("gi", "#f1efe9")],
  [/\b(?:dashiki|(?:ankara|kente|african print) (?:shirt|top))\b/, top("dashiki")],
  [/\b(?:kurta|sherwani|salwar|shalwar|boubou)\b/, top("kurta")],
  [/\bdress(?! (?:shirt|shoes?|pants|trousers|code))\b|\bfrock\b/, dress("dress")],
  [/\b(?:armou?r|breastplate|plate mail|chain ?mail|cuirass|knight)\b/, top("armor", "#9aa3b0")],
  [/\b(?:tunic|jerkin|doublet|gambeson|medieval shirt)\b/, top("tunic")],
  [
    /\b(?:jump ?suit|body ?suit|wet ?suit|space ?suit|cat ?suit|coveralls?|flight suit|superhero (?:suit|costume)|racing suit)\b/,
    top("bodysuit"),
  ],
  [/\b(?:flannel)(?: shirt)?\b/, top("shirt", "#a23a3a")],
  [/\b(?:chambray|denim) shirt\b/, top("shirt", "#6f8fb5")],
  [
    /\b(?:dress|button\w*(?: (?:up|down))?|oxford|linen|plaid|collared|work|white collar|business) ?shirt\b|\bbutton (?:up|down)\b/,
    top("shirt"),
  ],
  [/\bshirt\b/, top("shirt")],
  [/\btop\b(?! (?:hat|knot|bun))/, top("longsleeve")],
  [/\b(?:short ?shorts|hot ?pants|denim shorts|cut ?offs)\b/, bottom("short-shorts", "#6488b5")],
  [/\b(?:cargo|combat|utility|camo\w*) shorts\b/, bottom("cargo-shorts", "#6d7050")],
  [/\b(?:running|gym|athletic|track|sports?|football|soccer) shorts\b/, bottom("sport-shorts")],
  [/\b(?:shorts|bermudas?|lederhosen|swim trunks|board ?shorts)\b/, bottom("shorts")],
  [/\b(?:skinny|slim) (?:jeans|pants|trousers)\b/, bottom("skinny")],
  [/\b(?:flared|bell ?bottom\w*|bootcut) ?(?:jeans|pants|trousers)?\b|\bflares\b/, bottom("flared")],
  [
    /\b(?:wide ?leg\w*|baggy|palazzo|culottes|harem|loose|hakama|wide(?= (?:jeans|pants|trousers)\b)) ?(?:jeans|pants|trousers)?\b(?! (?:hair|curl|wave|braid|bun))/,
    bottom("wide"),
  ],
  [/\b(?:jeans|denims|levis)\b/, bottom("jeans", "#3f5f8f")],
  [/\b(?:leggings|tights|yoga pants|stockings|hose)\b/, bottom("leggings")],
  [/\b(?:jogg\w+|sweat ?pants|track ?pants|sweats|gym pants)\b/, bottom("joggers")],
  [/\b(?:cargo|combat|utility|camo\w*)(?! shorts) ?(?:pants|trousers)?\b(?! boots)/, bottom("cargo", "#6d7050")],
  [/\bleather (?:pants|trousers)\b/, bottom("leather", "#28262a")],
  [/\b(?:dress|suit|pressed|tailored) (?:pants|trousers)\b|\bslacks\b/, bottom("suit")],
  [/\b(?:chinos?|khakis|trousers|pants|breeches|corduroys?)\b/, bottom("chinos")],
  [/\b(?:mini ?skirt|tennis skirt|school skirt|tutu)\b/, bottom("miniskirt")],
  [/\b(?:pencil) skirt\b/, bottom("pencil")],
  [/\b(?:pleated skirt|kilt)\b/, bottom("pleated")],
  [/\b(?:maxi|long|floor length|peasant) (?:\w+ )?skirt\b/, bottom("maxi")],
  [/\bskirt\b/, bottom("skirt")],
  [
    /\b(?:sneakers?|trainers|running shoes|tennis shoes|converse|chucks|high ?tops|skate shoes|sport shoes)\b/,
    shoes("sneakers"),
  ],
  [
    /\b(?:knee ?high|thigh ?high|riding|cowboy|high|tall|go go|long) boots\b|\bwellies\b|\bwellingtons\b/,
    shoes("high-boots"),
  ],
  [/\b(?:boots?|doc martens|docs|timberlands)\b/, shoes("boots")],
  [/\b(?:sandals?|flip ?flops|birkenstocks|slides|geta|crocs)\b/, shoes("sandals")],
  [/\b(?:heels|pumps|stilettos?|high heels)\b/, shoes("heels")],
  [/\b(?:ballet flats|flats|ballerinas|slippers|moccasins|loafers)\b/, shoes("flats")],
  [/\b(?:dress shoes|oxfords|brogues|derbys?|leather shoes|mary janes|shoes)\b/, shoes("shoes")],
  [/\b(?:bare ?foot(?:ed)?|bare feet|no shoes|shoeless)\b/, shoes("barefoot")],
];

/** Whole outfits in one word. */
export const COSTUMES: Table<readonly Piece[]> = [
  [
    /\b(?:tuxedo|black tie (?:event|attire|dress))\b/,
    [top("shirt", "#f3f2ef"), outer("blazer", "#1f1f26"), bottom("suit", "#1f1f26"), shoes("shoes", "#1d1b1e")],
  ],
  [/\b(?:track ?suit)\b/, [top("tee", "#f3f2ef"), outer("bomber"), bottom("joggers"), shoes("sneakers", "#f1eee8")]],
  [
    /\b(?:suit|formal|business (?:attire|wear|man|woman)|businessman|businesswoman|executive|lawyer|banker)\b/,
    [top("shirt", "#f3f2ef"), outer("blazer", "#2b3347"), bottom("suit", "#2b3347"), shoes("shoes", "#33261f")],
  ],
  [
    /\b(?:doctor|scientist|chemist|researcher|physician)\b/,
    [top("shirt", "#a9c6dd"), outer("labcoat", "#f3f2ef"), bottom("suit", "#3b4458"), shoes("shoes")],
  ],
  [
    /\b(?:nurse|surgeon|dentist|vet)\b/,
    [top("scrubs", "#4fa3a5"), bottom("chinos", "#4fa3a5"), shoes("sneakers", "#f1eee8")],
  ],
  [/\b(?:chef|cook|baker)\b/, [top("shirt", "#f3f2ef"), bottom("chinos", "#33363f"), shoes("shoes", "#25252c")]],
  [
    /\b(?:knight|paladin|armou?r\w*)\b/,
    [top("armor", "#9aa3b0"), bottom("leggings", "#59606c"), shoes("high-boots", "#7d8591")],
  ],
  [/\b(?:wizard|witch|mage|sorcer\w+|druid|warlock|monk|priest\w*|cleric)\b/, [dress("robe"), shoes("boots")]],
  [
    /\b(?:pirate|bard|rogue|ranger|adventurer|archer|thief|hunter|medieval|viking|elf|elven|dwarf|hobbit|halfling|peasant)\b/,
    [top("tunic"), bottom("leggings", "#4b3f36"), shoes("high-boots", "#5a3d29")],
  ],
  [/\b(?:superhero\w*|super hero\w*|villain)\b/, [top("bodysuit"), bottom("leggings"), shoes("high-boots")]],
  [
    /\b(?:astronaut|cosmonaut)\b/,
    [top("bodysuit", "#e9e9ec"), bottom("joggers", "#e9e9ec"), shoes("boots", "#b9bcc4")],
  ],
  [
    /\b(?:cowboy|cowgirl|western|rancher)\b/,
    [top("shirt", "#a5543d"), bottom("jeans", "#3f5f8f"), shoes("high-boots", "#6e4630")],
  ],
  [
    /\b(?:punk|rocker|biker|goth\w*|metal ?head)\b/,
    [top("tee", "#25252c"), outer("leather", "#2a2628"), bottom("skinny", "#25252c"), shoes("boots", "#25252c")],
  ],
  [/\b(?:princess|queen|bride)\b/, [dress("gown"), shoes("heels")]],
  [
    /\b(?:prince|king|nobleman|royal\w*)\b/,
    [top("kurta", "#6d2f4d"), bottom("leggings", "#2c3448"), shoes("high-boots", "#33261f")],
  ],
  [
    /\b(?:farmer|mechanic|plumber|gardener)\b/,
    [top("overalls", "#4a6a94"), bottom("jeans", "#4a6a94"), shoes("boots", "#6e4630")],
  ],
  [
    /\b(?:police\w*|cop|sheriff|officer|security guard|detective uniform)\b/,
    [top("shirt", "#31446e"), bottom("suit", "#222a3e"), shoes("boots", "#1f1e22")],
  ],
  [
    /\b(?:fire ?fighter|fireman)\b/,
    [outer("parka", "#b58f3c"), top("tee", "#2c3448"), bottom("cargo", "#b58f3c"), shoes("boots", "#25252c")],
  ],
  [
    /\b(?:pilot|flight attendant|steward\w*|captain|sailor|navy uniform)\b/,
    [top("shirt", "#f3f2ef"), outer("blazer", "#222d4a"), bottom("suit", "#222d4a"), shoes("shoes", "#1f1e22")],
  ],
  [
    /\b(?:waiter|waitress|butler|bartender|croupier|maid)\b/,
    [top("shirt", "#f3f2ef"), outer("vest", "#25252c"), bottom("suit", "#25252c"), shoes("shoes", "#1f1e22")],
  ],
  [
    /\b(?:construction worker|builder|road worker)\b/,
    [top("tee", "#e0a03a"), outer("vest", "#ef8a2b"), bottom("cargo", "#4a4f5a"), shoes("boots", "#8a6a3a")],
  ],
  [/\b(?:judge|graduate|graduation|professor gown|scholar)\b/, [dress("robe", "#25252c"), shoes("shoes", "#1f1e22")]],
  [/\b(?:footballer|soccer|rugby|football player)\b/, [top("tee"), bottom("shorts", "#f3f2ef"), shoes("sneakers")]],
  [/\b(?:basketball\w*|boxer|volleyball\w*)\b/, [top("tank"), bottom("shorts"), shoes("sneakers")]],
  [/\b(?:samurai|ninja)\b/, [top("gi", "#2b2b33"), bottom("wide", "#2b2b33"), shoes("sandals", "#4a3325")]],
  [
    /\b(?:soldier|military|army|marine)\b/,
    [top("shirt", "#5f6547"), bottom("cargo", "#5f6547"), shoes("boots", "#33261f")],
  ],
  [
    /\b(?:athlete|runner|gym|yoga|fitness|sporty|tennis|swimmer|dancer)\b/,
    [top("tank"), bottom("leggings", "#2c2e38"), shoes("sneakers")],
  ],
  [/\b(?:ballerina|ballet)\b/, [top("tank", "#ec9fb6"), bottom("miniskirt", "#ec9fb6"), shoes("flats", "#ec9fb6")]],
  [
    /\b(?:school uniform|schoolgirl|schoolboy)\b/,
    [top("shirt", "#f3f2ef"), outer("vest", "#2f3b57"), bottom("chinos", "#40454f"), shoes("shoes", "#25252c")],
  ],
];

import type { Color } from "../core/color.ts";

/** Ordered rows: the first that matches wins. A last row `/(?:)/` matches everything, the empty text too. */
export type Table<T> = readonly (readonly [RegExp, T])[];

/** The longest text that is read, in characters. Longer attributes are cut. */
const MAX_TEXT = 1000;

/** Words that negate the match after them: "no glasses", "without a hat". */
const REFUSAL = /\b(?:no|not|without|never|isn t|doesn t|non|minus)(?: (?:a|an|any|the|wearing|wear|has|have))* ?$/;

/** Lower-case words in plain letters with one space between them. Every pattern is matched against this form. */
export function plainText(...parts: readonly (string | undefined)[]): string {
  const stated = parts
    .map((part) => (part ?? "").slice(0, MAX_TEXT))
    .join(" ; ")
    // Normalized to NFC first: the later decomposition would split Korean syllables into single strokes.
    .normalize("NFC");
  return translateWords(
    translateSigns(stated)
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase(),
  )
    .replace(/[^a-z0-9;,.]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** A colour written as `#rgb` or `#rrggbb`, read as numbers and written anew. */
export function hexColor(text: string | undefined): Color | undefined {
  const digits = /#([0-9a-f]{6}|[0-9a-f]{3})\b/i.exec((text ?? "").slice(0, MAX_TEXT))?.[1];
  if (digits === undefined) return undefined;
  const whole = digits.length === 6 ? digits : digits.replace(/./g, "$&$&");
  return `#${Number.parseInt(whole, 16).toString(16).padStart(6, "0")}`;
}

/** Value of the first row whose pattern is in the text and not negated there. */
export function firstOf<T>(table: Table<T>, text: string): T | undefined {
  return table.find(([pattern]) => mentions(text, pattern))?.[1];
}

/** Value of the row that matches earliest in the text; table order breaks ties. */
export function earliestOf<T>(table: Table<T>, text: string): { value: T; index: number; end: number } | undefined {
  let best: { value: T; index: number; end: number } | undefined;
  for (const [pattern, value] of table) {
    const match = pattern.exec(text);
    if (match !== null && (best === undefined || match.index < best.index)) {
      best = { value, index: match.index, end: match.index + match[0].length };
    }
  }
  return best;
}

/** True when the text has the pattern, not counting "no …" and "without …". */
export function mentions(text: string, pattern: RegExp): boolean {
  const match = pattern.exec(text);
  return match !== null && !REFUSAL.test(text.slice(Math.max(0, match.index - 24), match.index));
}

/** Values of all rows that match. */
export function allOf<T>(table: Table<T>, text: string): T[] {
  return table.filter(([pattern]) => mentions(text, pattern)).map(([, value]) => value);
}

/**
 * The most common words of a few other languages, each with the English word in the tables. Other words are ignored.
 */
const FOREIGN_WORDS: readonly (readonly [english: string, foreign: string])[] = [
  ["woman", "mujer femme frau donna mulher kvinna женщина kobieta kadin"],
  ["man", "hombre homme mann uomo homem мужчина mezczyzna erkek"],
  ["girl", "fille madchen ragazza menina девочка девушка"],
  ["boy", "garcon junge ragazzo menino мальчик"],
  ["old woman", "abuela oma nonna бабушка"],
  ["old man", "abuelo opa nonno дедушка"],
  ["long", "largo larga largos longs longue lange lunghi longo длинные долгие"],
  ["short", "corto corta cortos courts courte kurz kurze corti curto короткие"],
  ["curly", "rizado rizados boucles lockig lockige ricci cacheado кудрявые"],
  ["wavy", "ondulado ondules wellig wellige mossi волнистые"],
  ["straight", "liso lisos raides glatt glatte lisci прямые"],
  ["bald", "calvo chauve glatze calvi лысый"],
  ["ponytail", "coleta pferdeschwanz хвост"],
  ["black", "negro negra noir noirs noire schwarz schwarze nero neri preto черный черные"],
  ["white", "blanco blanca blanc blanche weiss weisse bianco branco белый белые"],
  ["brown", "castano castana marron marrons brun bruns braun braune castani castanho коричневые карие"],
  ["blond", "rubio rubia blonds biondo biondi loiro светлые русые"],
  ["red", "rojo roja pelirrojo pelirroja roux rousse rouge rot rote rosso vermelho рыжие красный"],
  ["grey", "gris grau graue grigio cinza серые седые"],
  ["blue", "azul azules bleu bleus blau blaue blu голубые синие"],
  ["green", "verde verdes vert verts grun grune verdi зеленые"],
  ["slim", "delgado delgada mince schlank magro худой стройная"],
  ["plus size", "gordo gorda grosse mollig grasso полный"],
  ["athletic", "atletico atletica sportlich athletique спортивная спортивный"],
  ["glasses", "gafas lunettes brille occhiali oculos очки"],
  ["beard", "barba barbe vollbart борода"],
  ["hair", "pelo cabello cheveux haare haar capelli cabelo волосы"],
  ["eyes", "ojos yeux augen occhi olhos глаза"],
];

/** Lower case without accents, the form in which words are compared. */
const withoutAccents = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();

const ENGLISH: ReadonlyMap<string, string> = new Map(
  FOREIGN_WORDS.flatMap(([english, foreign]) =>
    withoutAccents(foreign)
      .split(" ")
      .map((word) => [word, english] as const),
  ),
);

/** Characters that are words by themselves, in languages without spaces between words. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/[女여]/gu, " woman "],
  [/[男남]/gu, " man "],
  [/长发|長髪|長い髪/gu, " long hair "],
  [/短发|短髪|ショート/gu, " short hair "],
  [/黑发|黒髪/gu, " black hair "],
  [/金发|金髪/gu, " blond hair "],
];

/** Replaces the known characters by English words. */
const translateSigns = (text: string): string => SIGNS.reduce((read, [sign, word]) => read.replace(sign, word), text);

/** Replaces known foreign words by English ones. Expects lower case without accents. */
const translateWords = (text: string): string => text.replace(/\p{L}+/gu, (word) => ENGLISH.get(word) ?? word);

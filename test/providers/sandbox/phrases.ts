import type { CharacterAttributes } from "../../../src/domain/character.ts";
import type { Traits } from "../../../src/providers/sandbox/traits/traits.ts";

/** Phrases that clients send in one attribute, each with the expected traits. */
type Phrases = {
  readonly attribute: Exclude<keyof CharacterAttributes, "age">;
  readonly read: (person: Traits) => string;
  /** One line per phrase, as `phrase > expected`; `a|b` where the seed may choose. */
  readonly lines: string;
};

/** Rough name of a colour, so that small changes of a palette do not break the test. Natural red hair counts as brown. */
function colorName(color: string): string {
  const value = Number.parseInt(color.slice(1), 16);
  const [r, g, b] = [(value >> 16) & 255, (value >> 8) & 255, value & 255];
  const [high, low] = [Math.max(r, g, b), Math.min(r, g, b)];
  if (high < 50) return "black";
  if (high - low < 26) return high > 225 ? "white" : "grey";
  const hue = hueOf(r, g, b, high, low);
  if (hue < 14 || hue >= 345) return high < 140 ? "auburn" : "red";
  if (hue < 48) return high > 200 && low > 85 ? "blond" : high > 180 ? "orange" : "brown";
  if (hue < 70) return "yellow";
  if (hue < 160) return "green";
  if (hue < 190) return "teal";
  if (hue < 250) return "blue";
  return hue < 290 ? "purple" : "pink";
}

function hueOf(r: number, g: number, b: number, high: number, low: number): number {
  const span = high - low;
  const turn = high === r ? (g - b) / span : high === g ? 2 + (b - r) / span : 4 + (r - g) / span;
  return (turn * 60 + 360) % 360;
}

const role = ({ gender }: Traits): string =>
  gender.masculine > 0.6 ? "man" : gender.masculine < 0.4 ? "woman" : "neither";

/** How dark a skin is, in five steps. */
function tone({ skin }: Traits): string {
  const value = Number.parseInt(skin.slice(1), 16);
  const light = (0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255)) / 255;
  return light > 0.78 ? "light" : light > 0.62 ? "tan" : light > 0.42 ? "brown" : light > 0.2 ? "dark" : "deep";
}

export const PHRASES: readonly Phrases[] = [
  {
    attribute: "hair_style",
    read: ({ hair }) => hair.name,
    lines: `
      shoulder-length straight > shoulder
      Shoulder Length Wavy > shoulder-wavy
      medium length > shoulder
      chin-length bob > bob
      short bob with bangs > bob-bangs
      long > long
      long, straight and silky > long
      loose waves > long-wavy
      long curly > long-curly
      waist-length > very-long
      hip length straight > very-long
      dreadlocks > locs
      short dreads > locs-short
      faux locs > locs
      dreads in a bun > locs-bun
      undercut > undercut
      slick back undercut > undercut
      bob > bob
      a-line bob > bob
      lob > shoulder
      space buns > space-buns
      double buns > space-buns
      bantu knots > space-buns
      messy bun > bun
      low bun > bun-low
      chignon > bun-low
      french twist > bun-low
      man bun > topknot
      samurai top knot > topknot
      high ponytail > ponytail
      sleek low ponytail > ponytail-low
      pulled back > ponytail-low
      pigtails > pigtails
      twin tails > pigtails
      French braid > braid
      fishtail braid > braid
      two dutch braids > braids-two
      crown braid > braid-crown
      box braids > box-braids
      knotless braids > box-braids
      Senegalese twists > box-braids
      cornrows > cornrows
      half-up half-down > half-up
      afro > afro
      short natural afro > afro-short
      afro puffs > puffs
      4c coils > tight-curls
      short curly > short-curly
      jewfro > short-curly
      buzz cut > shaved
      very short > shaved
      bald > bald
      shaved head > bald
      receding hairline > balding
      crew cut > crew
      caesar cut > crew
      low skin fade > fade
      high top fade > flat-top
      pompadour > quiff
      slicked back > slicked
      side part > short
      curtains > curtains
      bowl cut > bowl
      pixie cut > pixie
      wolf cut > long-layered
      long with curtain bangs > long-layered
      hime cut > long-bangs
      mullet > mullet
      mohawk > mohawk
      faux hawk > fauxhawk
      spiky anime hair > spiky
      bedhead > short-messy|long-layered
      pelo largo > long
      cheveux courts > short
      lange lockige Haare > long-curly
      长发 > long`,
  },
  {
    attribute: "hair_color",
    read: ({ hair }) => colorName(hair.color) + (hair.second === null ? "" : ` ${colorName(hair.second)}`),
    lines: `
      auburn > auburn
      burgundy > auburn
      black > black
      jet black > black
      raven > black
      blue-black > black
      dark brown > brown
      chestnut > brown
      brunette > brown
      blonde > blond
      platinum blonde > blond
      strawberry blond > blond
      sun-bleached > blond
      ginger > orange
      copper red > orange
      salt and pepper > grey
      silver > grey
      gray > grey
      snow white > white
      cherry red > red
      teal > teal
      pastel pink > pink
      hot pink > pink
      lavender > purple
      electric blue > blue
      mint green > teal
      emerald green > green
      neon yellow > yellow
      ombre blonde to pink > blond pink
      black with blue tips > black blue
      black with frosted tips > black blond
      rainbow > blue pink
      #ff00aa > pink
      #0a0 > green
      rubia > blond
      schwarz > black
      рыжие > brown`,
  },
  {
    attribute: "eye_color",
    read: ({ eyes }) =>
      eyes.left === eyes.right ? colorName(eyes.left) : `${colorName(eyes.left)} ${colorName(eyes.right)}`,
    lines: `
      blue > blue
      Ice Blue > blue
      dark brown > brown
      hazel > brown
      amber > orange
      green > green
      emerald > green
      sea green > teal
      violet > purple
      crimson > red
      black > black
      one blue, one brown > blue brown
      heterochromia (left green, right blue) > green blue
      azules > blue`,
  },
  {
    attribute: "body_type",
    read: ({ build }) => build.name,
    lines: `
      average > average
      medium build > average
      slim > slim
      skinny > slim
      petite > slim
      athletic > athletic
      fit and toned > athletic
      swimmer's build > athletic
      mesomorph > athletic
      muscular > muscular
      bodybuilder > muscular
      burly > muscular
      plus size > plus
      plus-size > plus
      heavyset > plus
      apple-shaped > plus
      chubby > plus
      curvy > curvy
      hourglass > curvy
      stocky > stocky
      short and stocky > stocky
      broad-shouldered > stocky
      frail > frail
      delgada > slim`,
  },
  {
    attribute: "gender",
    read: role,
    lines: `
      woman > woman
      Female > woman
      F > woman
      trans woman > woman
      she/her > woman
      femme > woman
      mujer > woman
      女性 > woman
      man > man
      male > man
      M > man
      trans man > man
      he/him > man
      Mann > man
      мужчина > man
      non-binary > neither
      nonbinary > neither
      they/them > neither
      genderfluid > neither
      agender > neither
      androgynous > neither
      prefer not to say > neither`,
  },
  {
    attribute: "ethnicity",
    read: tone,
    lines: `
      irish > light
      Scandinavian > light
      east-asian > light|tan
      Korean > light|tan
      mediterranean > light|tan
      latina > tan|brown
      middle eastern > tan|brown
      south asian > brown
      filipino > tan|brown
      black > dark
      nigerian > dark
      afro-latina > brown|dark`,
  },
  {
    attribute: "additional_details",
    read: ({ details, outfit }) => {
      const worn: readonly (string | undefined)[] = [
        details.eyewear,
        details.hat,
        details.facialHair,
        ...details.marks,
        ...details.extras,
        ...details.gear,
        details.neckwear,
        outfit.top.kind,
        outfit.outer?.kind,
        outfit.bottom?.kind,
      ];
      return worn.filter((name) => name !== undefined && name !== "none").join(" ");
    },
    lines: `
      wears a red hijab and long coat, black jeans, blouse > hijab blouse longcoat jeans
      orange turban, white kurta > turban kurta leggings
      police uniform > belt shirt suit
      school uniform, pleated skirt > shirt vest pleated
      a magenta sari > sari
      karate gi > gi wide
      football jersey and shorts > tee shorts
      t-shirt, cargo shorts > tee cargo-shorts
      cargo pants, tank top > tank cargo
      t-shirt, gym shorts > tee sport-shorts
      leather vest, band tee, skinny jeans > tee leather-vest skinny
      leather jacket, tee, jeans > tee leather jeans
      striped long sleeve top, overalls > overalls-long jeans
      yellow dungarees > overalls jeans
      colourful dashiki, wide trousers > dashiki wide
      silver circlet, tunic > circlet tunic leggings
      round glasses, freckles, t-shirt, jeans > round freckles tee jeans
      pirate hat, eyepatch, tunic > eyepatch tricorn tunic leggings
      curved horns, bat wings, bodysuit > bat-wings ram-horns bodysuit leggings
      prosthetic leg, tank top > prosthetic-leg tank shorts
      bionic arm, hoodie, joggers > prosthetic-arm hoodie joggers
      no hat, no glasses, polo shirt and chinos > polo chinos
      navy suit, red tie > tie shirt blazer suit
      kippah, white shirt, black trousers > kufi shirt chinos
      floral sundress > sundress`,
  },
];

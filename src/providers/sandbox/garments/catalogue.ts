/** Where a garment ends, as the name of a level of the body. */
export type Hem = "waist" | "hip" | "seat" | "thigh" | "knee" | "calf" | "ankle";

/** Shape of the opening at the neck. */
export type Neckline =
  | "crew"
  | "v"
  | "scoop"
  | "turtle"
  | "shirt"
  | "hood"
  | "boat"
  | "mandarin"
  | "straps"
  | "wrap"
  | "polo";

/** A garment for the upper body (a dress is one that continues below the waist). */
export type Top = {
  readonly neck: Neckline;
  /** Share of the arm that is covered; 0 = none. */
  readonly sleeve: number;
  /** Room between body and cloth, in thousandths of the stature. */
  readonly ease: number;
  readonly hem: Hem;
  readonly front: "plain" | "buttons" | "zip" | "pocket" | "bib" | "plate" | "lacing" | "drape";
  /** Ribbed cuffs and hem. */
  readonly ribbed?: boolean;
  /** For dresses: how much wider the hem is than the hips. */
  readonly flare?: number;
  readonly texture?: "knit" | "leather" | "metal" | "denim" | "satin";
};

const TEE: Top = { neck: "crew", sleeve: 0.3, ease: 5, hem: "seat", front: "plain" };

/** What can be worn directly on the upper body. */
export const TOPS = {
  tee: TEE,
  "v-tee": { ...TEE, neck: "v" },
  polo: { ...TEE, neck: "polo" },
  tank: { ...TEE, neck: "straps", sleeve: 0, ease: 3 },
  crop: { ...TEE, neck: "scoop", sleeve: 0.2, hem: "waist", ease: 3 },
  longsleeve: { ...TEE, sleeve: 1, ease: 5 },
  shirt: { ...TEE, neck: "shirt", sleeve: 1, ease: 7, front: "buttons" },
  "shirt-short": { ...TEE, neck: "shirt", sleeve: 0.36, ease: 9, front: "buttons" },
  blouse: { ...TEE, neck: "v", sleeve: 0.95, ease: 9, front: "plain", texture: "satin" },
  sweater: { ...TEE, sleeve: 1, ease: 10, ribbed: true, texture: "knit" },
  turtleneck: { ...TEE, neck: "turtle", sleeve: 1, ease: 8, ribbed: true, texture: "knit" },
  hoodie: { ...TEE, neck: "hood", sleeve: 1, ease: 13, front: "pocket", ribbed: true },
  tunic: { ...TEE, neck: "v", sleeve: 0.8, ease: 8, hem: "thigh", front: "lacing", flare: 10 },
  kurta: { ...TEE, neck: "mandarin", sleeve: 0.9, ease: 7, hem: "knee", front: "buttons", flare: 8 },
  dashiki: { ...TEE, neck: "v", sleeve: 0.6, ease: 15, hem: "thigh", flare: 12 },
  cheongsam: {
    ...TEE,
    neck: "mandarin",
    sleeve: 0.16,
    ease: 3,
    hem: "calf",
    front: "plain",
    flare: 0,
    texture: "satin",
  },
  dress: { ...TEE, neck: "scoop", sleeve: 0.22, ease: 4, hem: "knee", flare: 44 },
  sundress: { ...TEE, neck: "straps", sleeve: 0, ease: 3, hem: "knee", flare: 50 },
  minidress: { ...TEE, neck: "boat", sleeve: 0.2, ease: 3, hem: "thigh", flare: 18 },
  gown: { ...TEE, neck: "boat", sleeve: 0.12, ease: 3, hem: "ankle", flare: 70, texture: "satin" },
  robe: { ...TEE, neck: "wrap", sleeve: 1, ease: 16, hem: "ankle", flare: 34 },
  kimono: { ...TEE, neck: "wrap", sleeve: 0.92, ease: 16, hem: "ankle", flare: 8, texture: "satin" },
  sari: { ...TEE, neck: "scoop", sleeve: 0.2, ease: 4, hem: "ankle", front: "drape", flare: 22, texture: "satin" },
  scrubs: { ...TEE, neck: "v", sleeve: 0.36, ease: 9 },
  gi: { ...TEE, neck: "wrap", sleeve: 0.86, ease: 14, hem: "thigh", flare: 6 },
  armor: { ...TEE, neck: "mandarin", sleeve: 1, ease: 14, hem: "seat", front: "plate", texture: "metal" },
  bodysuit: { ...TEE, neck: "turtle", sleeve: 1, ease: 2, hem: "hip", front: "zip" },
  overalls: { ...TEE, sleeve: 0.34, front: "bib" },
  /** The same over long sleeves. */
  "overalls-long": { ...TEE, sleeve: 1, front: "bib" },
} as const satisfies Record<string, Top>;

export type TopName = keyof typeof TOPS;

/** What goes over a top, open in front. */
export const OUTERS = {
  jacket: { ...TEE, neck: "shirt", sleeve: 1, ease: 12, hem: "hip", front: "zip" },
  leather: { ...TEE, neck: "shirt", sleeve: 1, ease: 11, hem: "hip", front: "zip", texture: "leather" },
  "leather-vest": { ...TEE, neck: "v", sleeve: 0, ease: 9, hem: "hip", front: "zip", texture: "leather" },
  denim: { ...TEE, neck: "shirt", sleeve: 1, ease: 11, hem: "hip", front: "buttons", texture: "denim" },
  bomber: { ...TEE, neck: "crew", sleeve: 1, ease: 15, hem: "hip", front: "zip", ribbed: true },
  blazer: { ...TEE, neck: "v", sleeve: 1, ease: 11, hem: "seat", front: "plain" },
  cardigan: { ...TEE, neck: "v", sleeve: 1, ease: 12, hem: "seat", front: "buttons", ribbed: true, texture: "knit" },
  vest: { ...TEE, neck: "v", sleeve: 0, ease: 9, hem: "hip", front: "buttons" },
  coat: { ...TEE, neck: "v", sleeve: 1, ease: 16, hem: "knee", front: "buttons", flare: 16 },
  longcoat: { ...TEE, neck: "v", sleeve: 1, ease: 16, hem: "calf", front: "buttons", flare: 22 },
  parka: { ...TEE, neck: "hood", sleeve: 1, ease: 21, hem: "thigh", front: "zip", flare: 6 },
  labcoat: { ...TEE, neck: "v", sleeve: 1, ease: 14, hem: "knee", front: "buttons", flare: 10 },
} as const satisfies Record<string, Top>;

export type OuterName = keyof typeof OUTERS;

/** A garment for the lower body. */
export type Bottom = {
  readonly kind: "trousers" | "skirt";
  /** Share of the leg that is covered. */
  readonly length: number;
  /** Room at thigh, knee and hem. */
  readonly ease: readonly [number, number, number];
  readonly flare?: number;
  readonly style?: "jeans" | "cargo" | "sport" | "crease" | "pleats" | "leather";
};

/** What covers the lower body. */
export const BOTTOMS = {
  jeans: { kind: "trousers", length: 1, ease: [4, 6, 9], style: "jeans" },
  skinny: { kind: "trousers", length: 0.98, ease: [2, 3, 4], style: "jeans" },
  wide: { kind: "trousers", length: 1, ease: [8, 18, 28], style: "crease" },
  flared: { kind: "trousers", length: 1, ease: [3, 5, 27], style: "jeans" },
  chinos: { kind: "trousers", length: 1, ease: [5, 7, 8] },
  suit: { kind: "trousers", length: 1, ease: [6, 9, 11], style: "crease" },
  cargo: { kind: "trousers", length: 1, ease: [9, 12, 10], style: "cargo" },
  joggers: { kind: "trousers", length: 0.97, ease: [8, 11, 5], style: "sport" },
  leggings: { kind: "trousers", length: 0.94, ease: [1, 1, 1.5] },
  leather: { kind: "trousers", length: 1, ease: [2, 4, 6], style: "leather" },
  shorts: { kind: "trousers", length: 0.4, ease: [9, 13, 14] },
  "cargo-shorts": { kind: "trousers", length: 0.46, ease: [10, 15, 16], style: "cargo" },
  "sport-shorts": { kind: "trousers", length: 0.27, ease: [8, 13, 16], style: "sport" },
  "short-shorts": { kind: "trousers", length: 0.22, ease: [5, 8, 10], style: "jeans" },
  skirt: { kind: "skirt", length: 0.48, ease: [5, 5, 5], flare: 34 },
  miniskirt: { kind: "skirt", length: 0.27, ease: [4, 4, 4], flare: 22, style: "pleats" },
  pleated: { kind: "skirt", length: 0.4, ease: [5, 5, 5], flare: 44, style: "pleats" },
  pencil: { kind: "skirt", length: 0.5, ease: [3, 3, 3], flare: -4 },
  maxi: { kind: "skirt", length: 0.93, ease: [5, 5, 5], flare: 58 },
} as const satisfies Record<string, Bottom>;

export type BottomName = keyof typeof BOTTOMS;
/** What can be on the feet. */
export type ShoeName = "sneakers" | "shoes" | "boots" | "high-boots" | "sandals" | "heels" | "flats" | "barefoot";

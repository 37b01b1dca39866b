import { type Point, pairs } from "../core/geometry.ts";
import type { Hat } from "../traits/details.ts";

/** How a part of a hat is painted: in the hat's colour, its shadow, its light, the second colour, gold, or as a thin line. */
type Tone = "base" | "dark" | "light" | "band" | "gold" | "line" | "gem";

/** One shape: a closed outline, the right half of a symmetric one, or a line. */
export type HatPart = { readonly tone: Tone; readonly points: readonly Point[]; readonly half: boolean };

/** A hat from three sides; `behind` is drawn before the head, in every view that has it. */
export type HatShape = {
  readonly front: readonly HatPart[];
  readonly side: readonly HatPart[];
  readonly back: readonly HatPart[];
  readonly behind?: readonly HatPart[];
};

/** The right half of a symmetric part, from top to bottom. */
export const half = (tone: Tone, points: readonly Point[]): HatPart => ({ tone, points, half: true });
/** A part given by its whole outline. */
export const whole = (tone: Tone, points: readonly Point[]): HatPart => ({ tone, points, half: false });

/** Hats with a crown that covers the skull. Head units: eye line 0, crown of the head -78, half a skull 53.5 wide. */
export const CROWNED_HATS: Partial<Record<Hat, HatShape>> = {
  tricorn: {
    front: [
      half("dark", pairs`0 -104, 26 -99, 46 -76, 52 -50!`),
      half("base", pairs`0 -62, 34 -74, 66 -74, 96 -60!, 78 -40, 50 -30, 0 -26`),
      ...[-1, 1].map((s) => whole("line", pairs`0 -58, ${s * 34} -70, ${s * 66} -70, ${s * 92} -59`)),
      whole("gold", pairs`0 -62!, 20 -68!, 20 -64!, 0 -57!, -20 -64!, -20 -68!`),
      half("gold", pairs`0 -54, 7 -48, 0 -41`),
    ],
    side: [
      whole("dark", pairs`44 -52!, 36 -86, 6 -104, -34 -100, -62 -76, -68 -44!`),
      whole("base", pairs`92 -46!, 60 -66, 10 -76, -50 -74, -96 -58!, -72 -36, -10 -28, 56 -32`),
      whole("line", pairs`88 -46, 58 -62, 10 -72, -50 -70, -90 -57`),
    ],
    back: [
      half("dark", pairs`0 -104, 28 -98, 50 -74, 58 -46!`),
      half("base", pairs`0 -76, 40 -74, 74 -66, 100 -54!, 80 -30, 46 -18, 0 -14`),
    ],
  },
  kufi: {
    front: [
      half("base", pairs`0 -98, 34 -94, 46 -82, 51 -58!, 30 -66, 0 -68`),
      ...[-30, -10, 10, 30].map((x) => whole("line", pairs`${x} -94, ${x * 1.06} -68`)),
    ],
    side: [
      whole("base", pairs`38 -64!, 34 -88, 10 -98, -30 -98, -58 -84, -66 -54!, -20 -60`),
      whole("line", pairs`36 -70, -14 -68, -66 -60`),
    ],
    back: [
      half("base", pairs`0 -98, 34 -95, 50 -80, 56 -50!, 30 -46, 0 -45`),
      whole("line", pairs`-54 -56, 0 -51, 54 -56`),
    ],
  },
  cap: {
    front: [
      half("base", pairs`0 -97, 30 -92, 52 -70, 60 -42, 58.5 -24!, 30 -36, 0 -38`),
      half("dark", pairs`0 -49, 34 -46, 55 -34, 61 -17!, 40 -21, 0 -17`),
      half("light", pairs`0 -50, 34 -47, 55 -36, 34 -44, 0 -46`),
      whole("line", pairs`0 -96, 0 -48`),
    ],
    side: [
      whole("base", pairs`52 -32, 48 -60, 26 -88, -14 -97, -52 -82, -78 -46, -79 -20!, -40 -28, 52 -34!`),
      whole("dark", pairs`40 -42!, 72 -44, 108 -30, 114 -20!, 88 -25, 44 -27!`),
      whole("line", pairs`-14 -96, -20 -60, -18 -30`),
    ],
    back: [
      half("base", pairs`0 -98, 32 -93, 56 -70, 62 -40, 60 -14!, 40 -10, 26 -10!, 20 -28, 0 -34`),
      half("dark", pairs`0 -7, 22 -8, 28 -10!, 26 -17, 0 -14`),
      whole("line", pairs`0 -97, 0 -36`),
    ],
  },
  beanie: {
    front: [
      half("base", pairs`0 -112, 26 -107, 50 -86, 60 -54, 60 -40!`),
      half("dark", pairs`0 -57, 38 -55, 62 -50, 63.5 -28!, 38 -25, 0 -26`),
      ...[-40, -20, 0, 20, 40].map((x) => whole("line", pairs`${x} -55, ${x} -27`)),
      half("light", pairs`0 -132, 12 -128, 16 -117, 11 -107, 0 -103`),
    ],
    side: [
      whole("base", pairs`52 -44!, 46 -74, 22 -104, -16 -112, -56 -94, -79 -54, -80 -34!`),
      whole("dark", pairs`54 -54!, -14 -54, -81 -44!, -82 -18!, -14 -26, 55 -30!`),
      ...[-60, -40, -20, 0, 20, 40].map((x) => whole("line", pairs`${x} -51, ${x} -26`)),
      whole("light", pairs`-16 -132, -4 -128, 0 -117, -5 -107, -16 -103, -27 -107, -32 -117, -28 -128`),
    ],
    back: [
      half("base", pairs`0 -112, 28 -107, 54 -86, 63 -54, 63 -36!`),
      half("dark", pairs`0 -48, 38 -47, 64 -44, 65 -18!, 38 -14, 0 -14`),
      ...[-44, -22, 0, 22, 44].map((x) => whole("line", pairs`${x} -45, ${x} -16`)),
      half("light", pairs`0 -132, 12 -128, 16 -117, 11 -107, 0 -103`),
    ],
  },
  fedora: {
    front: [
      half("base", pairs`0 -102, 16 -110, 36 -106, 50 -74, 57 -42!`),
      half("band", pairs`0 -56, 34 -56, 54 -60!, 57 -40!, 34 -37, 0 -36`),
      half("dark", pairs`0 -42, 50 -44, 92 -54, 100 -46, 64 -32, 0 -25`),
      whole("line", pairs`-6 -104, 0 -92, 6 -104`),
    ],
    side: [
      whole("base", pairs`50 -42!, 44 -84, 28 -110, -6 -103, -40 -106, -66 -78, -72 -36!`),
      whole("band", pairs`47 -60!, -12 -56, -70 -56!, -73 -36!, -12 -38, 51 -42!`),
      whole("dark", pairs`-108 -36, -72 -40, -12 -42, 60 -44, 100 -36, 94 -28, 30 -32, -40 -30, -90 -26`),
    ],
    back: [
      half("base", pairs`0 -106, 20 -108, 44 -98, 56 -68, 60 -40!`),
      half("band", pairs`0 -54, 34 -55, 58 -58!, 61 -38!, 34 -34, 0 -33`),
      half("dark", pairs`0 -40, 52 -43, 96 -52, 104 -44, 64 -26, 0 -18`),
    ],
  },
  cowboy: {
    front: [
      half("base", pairs`0 -104, 18 -116, 38 -108, 50 -76, 57 -42!`),
      half("band", pairs`0 -54, 34 -54, 54 -58!, 57 -42!, 34 -38, 0 -37`),
      half("dark", pairs`0 -38, 54 -44, 96 -62, 118 -86, 124 -80, 104 -46, 56 -26, 0 -20`),
    ],
    side: [
      whole("base", pairs`50 -42!, 44 -92, 24 -116, -10 -104, -44 -112, -68 -80, -72 -38!`),
      whole("band", pairs`47 -58!, -12 -54, -70 -54!, -73 -38!, -12 -38, 51 -42!`),
      whole("dark", pairs`-116 -28, -76 -46, -12 -60, 56 -48, 112 -24, 104 -18, 40 -30, -14 -36, -70 -28, -108 -20`),
    ],
    back: [
      half("base", pairs`0 -108, 20 -112, 44 -98, 56 -68, 60 -40!`),
      half("band", pairs`0 -52, 34 -53, 58 -56!, 61 -38!, 34 -33, 0 -32`),
      half("dark", pairs`0 -36, 56 -42, 98 -60, 120 -84, 126 -78, 106 -44, 58 -18, 0 -12`),
    ],
  },
  "top-hat": {
    front: [
      half("base", pairs`0 -166, 50 -164!, 47 -110, 56 -44!`),
      half("band", pairs`0 -64, 34 -64, 52 -66!, 56 -42!, 34 -38, 0 -37`),
      half("dark", pairs`0 -44, 54 -46, 86 -52, 90 -45, 58 -32, 0 -26`),
    ],
    side: [
      whole("base", pairs`50 -44!, 40 -110, 46 -164!, -12 -167, -70 -162!, -62 -110, -72 -36!`),
      whole("band", pairs`46 -66!, -12 -63, -68 -60!, -73 -36!, -12 -38, 51 -42!`),
      whole("dark", pairs`-98 -38, -70 -40, 0 -42, 60 -44, 86 -40, 80 -32, 20 -32, -60 -28`),
    ],
    back: [
      half("base", pairs`0 -166, 54 -164!, 51 -110, 60 -42!`),
      half("band", pairs`0 -60, 34 -61, 56 -63!, 60 -40!, 34 -34, 0 -33`),
      half("dark", pairs`0 -40, 56 -43, 90 -50, 94 -42, 60 -26, 0 -20`),
    ],
  },
  witch: {
    front: [
      whole(
        "base",
        pairs`-57 -44!, -38 -108, -18 -158, 6 -196, 36 -214, 48 -206!, 30 -190, 26 -160, 40 -108,
        57 -44!`,
      ),
      half("band", pairs`0 -60, 34 -61, 52 -64!, 58 -42!, 34 -38, 0 -36`),
      half("dark", pairs`0 -44, 58 -46, 112 -52, 124 -43, 70 -28, 0 -22`),
      half("gold", pairs`12 -61!, 12 -38!, 0 -37!, 0 -60!`),
    ],
    side: [
      whole(
        "base",
        pairs`52 -44!, 36 -108, 12 -160, -20 -200, -58 -216, -70 -206!, -46 -190, -42 -160, -58 -108,
        -74 -38!`,
      ),
      whole("band", pairs`48 -62!, -12 -58, -69 -58!, -75 -36!, -12 -36, 53 -42!`),
      whole("dark", pairs`-130 -30, -74 -40, 0 -44, 66 -44, 118 -36, 108 -27, 30 -30, -70 -24`),
    ],
    back: [
      whole(
        "base",
        pairs`-60 -42!, -40 -108, -22 -160, -34 -190, -50 -206!, -34 -214, -4 -196, 20 -158, 40 -108,
        60 -42!`,
      ),
      half("band", pairs`0 -56, 34 -58, 54 -62!, 61 -38!, 34 -33, 0 -32`),
      half("dark", pairs`0 -40, 60 -44, 116 -50, 128 -40, 72 -22, 0 -15`),
    ],
  },
  straw: {
    front: [
      half("base", pairs`0 -108, 30 -104, 48 -80, 57 -44!`),
      half("band", pairs`0 -62, 34 -62, 53 -65!, 57 -44!, 34 -40, 0 -39`),
      half("dark", pairs`0 -46, 58 -48, 112 -52, 126 -42, 74 -26, 0 -20`),
      half("light", pairs`0 -47, 58 -49, 112 -53, 124 -45, 74 -36, 0 -34`),
    ],
    side: [
      whole("base", pairs`50 -44!, 42 -84, 20 -108, -16 -110, -54 -94, -73 -38!`),
      whole("band", pairs`47 -62!, -12 -60, -68 -60!, -74 -38!, -12 -40, 51 -43!`),
      whole("dark", pairs`-132 -30, -74 -42, 0 -46, 66 -46, 120 -34, 112 -25, 30 -30, -70 -24`),
    ],
    back: [
      half("base", pairs`0 -110, 34 -105, 52 -80, 60 -42!`),
      half("band", pairs`0 -58, 34 -60, 56 -63!, 61 -42!, 34 -35, 0 -34`),
      half("dark", pairs`0 -42, 60 -46, 116 -52, 130 -42, 76 -22, 0 -14`),
    ],
  },
  bucket: {
    front: [
      half("base", pairs`0 -96, 36 -93, 50 -80, 57 -52!`),
      half("dark", pairs`0 -56, 38 -56, 58 -55!, 74 -36, 84 -20!, 50 -21, 0 -25`),
      whole("line", pairs`-78 -26, -40 -29, 0 -33, 40 -29, 78 -26`),
    ],
    side: [
      whole("base", pairs`50 -52!, 44 -82, 26 -96, -16 -99, -58 -90, -76 -46!`),
      whole("dark", pairs`50 -56!, -10 -56, -76 -52!, -92 -32, -100 -14!, -40 -24, 30 -26, 86 -22!, 70 -38`),
      whole("line", pairs`-94 -22, -30 -32, 78 -29`),
    ],
    back: [
      half("base", pairs`0 -98, 40 -94, 56 -80, 62 -50!`),
      half("dark", pairs`0 -54, 38 -54, 62 -53!, 80 -32, 90 -14!, 50 -12, 0 -14`),
      whole("line", pairs`-84 -20, 0 -22, 84 -20`),
    ],
  },
  chef: {
    front: [
      half("base", pairs`0 -152, 30 -158, 62 -146, 72 -118, 60 -96, 56 -84!, 0 -80`),
      half("dark", pairs`0 -88, 34 -87, 57 -85!, 58 -38!, 34 -35, 0 -35`),
      ...[-34, -12, 12, 34].map((x) => whole("line", pairs`${x} -90, ${x * 1.4} -130`)),
    ],
    side: [
      whole(
        "base",
        pairs`-12 -154, 22 -158, 58 -144, 64 -116, 54 -96, 50 -84!, -12 -80, -74 -80!, -84 -98,
        -92 -122, -80 -148, -46 -160`,
      ),
      whole("dark", pairs`51 -86!, -12 -84, -76 -84!, -77 -32!, -12 -34, 53 -40!`),
      ...[-50, -20, 10, 36].map((x) => whole("line", pairs`${x} -90, ${x * 1.2} -130`)),
    ],
    back: [
      half("base", pairs`0 -154, 30 -160, 64 -148, 76 -118, 64 -96, 60 -84!, 0 -80`),
      half("dark", pairs`0 -86, 34 -86, 61 -84!, 62 -30!, 34 -24, 0 -24`),
      ...[-36, -12, 12, 36].map((x) => whole("line", pairs`${x} -90, ${x * 1.4} -130`)),
    ],
  },
  "flat-cap": {
    front: [
      half("base", pairs`0 -92, 34 -92, 60 -76, 68 -54, 60 -36!, 30 -42, 0 -44`),
      half("dark", pairs`0 -48, 36 -46, 56 -38, 60 -26!, 36 -30, 0 -29`),
      whole("line", pairs`0 -92, 0 -48`),
      whole("line", pairs`-34 -90, -26 -46`),
      whole("line", pairs`34 -90, 26 -46`),
    ],
    side: [
      whole("base", pairs`58 -46, 44 -74, 8 -94, -40 -94, -76 -70, -86 -42, -78 -24!, -30 -34, 56 -38!`),
      whole("dark", pairs`40 -46!, 66 -48, 86 -34!, 66 -33, 42 -32!`),
    ],
    back: [
      half("base", pairs`0 -96, 36 -94, 64 -76, 72 -50, 66 -30, 60 -18!, 30 -14, 0 -14`),
      whole("line", pairs`0 -95, 0 -15`),
    ],
  },
  helmet: {
    front: [
      half(
        "base",
        pairs`0 -100, 34 -95, 58 -66, 63 -16, 61 30, 54 56!, 44 46, 40 6!, 38 -22, 10 -28!, 7 22!,
        0 26`,
      ),
      half("dark", pairs`0 -102, 5 -100, 6 -60, 5 -24!, 0 -22`),
      half("light", pairs`40 -24, 38 -28, 12 -34, 10 -29`),
    ],
    side: [
      whole(
        "base",
        pairs`56 -28!, 52 -58, 28 -92, -14 -102, -56 -84, -79 -44, -80 6, -72 44!, -40 54, -8 56!,
        6 40, 20 30!, 16 -4, 22 -26!`,
      ),
      whole("light", pairs`56 -28!, 40 -30, 20 -28!, 22 -33, 56 -34!`),
      whole("dark", pairs`52 -30!, 60 -28!, 62 16!, 56 18!`),
      whole("line", pairs`-14 -101, -20 -40, -24 50`),
    ],
    back: [
      half("base", pairs`0 -102, 36 -96, 62 -66, 67 -16, 64 30, 54 54!, 0 60`),
      half("dark", pairs`0 -104, 5 -100, 6 -20, 5 58!, 0 60`),
    ],
  },
};

export type Size = { readonly width: number; readonly height: number };
export type Aspect = `${number}:${number}`;

/** Which pictures a model makes. */
export type Sizing =
  | { readonly kind: "sizes"; readonly sizes: readonly Size[] }
  | { readonly kind: "aspects"; readonly aspects: readonly Aspect[] }
  /** Any size in px: a multiple of `step`, each side from `min` to `max`. */
  | { readonly kind: "free"; readonly step: number; readonly min: number; readonly max: number };

/** The picture to ask a model for: a size, and the aspect ratio where the model takes only that. */
export type FittedSize = Size & { readonly aspect: Aspect | null };

/** The allowed picture nearest to the wanted one: first in shape, then in area. */
export function fitSize(sizing: Sizing, wanted: Size): FittedSize {
  switch (sizing.kind) {
    case "sizes":
      return { ...nearest(sizing.sizes, (size) => size, wanted), aspect: null };
    case "aspects":
      return { ...wanted, aspect: nearest(sizing.aspects, sizeOf, wanted) };
    case "free":
      return { ...fitFreely(sizing, wanted), aspect: null };
  }
}

function nearest<T>(allowed: readonly T[], size: (one: T) => Size, wanted: Size): T {
  const [best] = [...allowed].sort((a, b) => {
    const shape = distance(ratio(size(a)), ratio(wanted)) - distance(ratio(size(b)), ratio(wanted));
    return Math.abs(shape) > 1e-9
      ? shape
      : distance(area(size(a)), area(wanted)) - distance(area(size(b)), area(wanted));
  });
  if (best === undefined) throw new Error("a model makes pictures of some size");
  return best;
}

const ratio = ({ width, height }: Size) => width / height;
const area = ({ width, height }: Size) => width * height;
/** Twice as much is as far away as half. */
const distance = (a: number, b: number) => Math.abs(Math.log(a / b));

function sizeOf(aspect: Aspect): Size {
  const [width = 1, height = 1] = aspect.split(":").map(Number);
  return { width, height };
}

/** Keeps the shape as far as both sides allow. */
function fitFreely({ step, min, max }: Extract<Sizing, { kind: "free" }>, wanted: Size): Size {
  const longer = Math.max(wanted.width, wanted.height);
  const shorter = Math.min(wanted.width, wanted.height);
  const scale = Math.min(max / longer, Math.max(1, min / shorter));
  const side = (px: number) => Math.min(max, Math.max(min, Math.round((px * scale) / step) * step));
  return { width: side(wanted.width), height: side(wanted.height) };
}

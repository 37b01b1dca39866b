import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { thumbHashToDataURL } from "thumbhash";

type Props = {
  /** Null while there is no image yet. The placeholder is shown then. */
  readonly src: string | null;
  readonly thumbhash: string | null;
  readonly alt: string;
  /** True while a new image is being generated. The old image, or the placeholder, is shown blurred. */
  readonly making?: boolean;
};

/** Milliseconds for which the old image stays below the new one, which fades in over it. */
const REPLACED_AFTER_MS = 400;

/** The path identifies the image. The signature after it changes although the image is the same. */
function pictureOf(src: string | null): string | null {
  return src?.split("?", 1)[0] ?? null;
}

/** An image over its blurred placeholder. The old image stays on the screen until the new one has loaded. */
export function Picture({ src, thumbhash, alt, making = false }: Props) {
  const shown = useSignal<string | null>(null);
  const before = useSignal<string | null>(null);
  // The placeholder stays below the first image until it has faded in.
  const faded = useSignal(false);
  const picture = pictureOf(src);
  useEffect(() => {
    if (!src || pictureOf(shown.peek()) === picture) return;
    const image = new Image();
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      if (!current) return;
      before.value = shown.peek();
      shown.value = src;
      timer = setTimeout(() => {
        before.value = null;
        faded.value = true;
      }, REPLACED_AFTER_MS);
    };
    image.src = src;
    image.decode().then(show, () => undefined);
    return () => {
      current = false;
      clearTimeout(timer);
      before.value = null;
    };
  }, [picture]);
  const placeholder = faded.value ? null : placeholderOf(thumbhash);
  return (
    <span class={`picture${making ? " making" : ""}`}>
      {placeholder ? <img class="placeholder" src={placeholder} alt="" aria-hidden="true" decoding="sync" /> : null}
      {before.value ? <img key={pictureOf(before.value)} src={before.value} alt="" aria-hidden="true" /> : null}
      {shown.value ? (
        <img
          key={pictureOf(shown.value)}
          class="shown"
          src={shown.value}
          alt={alt}
          decoding="async"
          draggable={false}
        />
      ) : null}
      {shown.value ? null : <span class="sr-only">{making ? `${alt}, being generated` : `${alt}, no image yet`}</span>}
    </span>
  );
}

/** Placeholders by thumbhash, so that each is decoded once. */
const placeholders = new Map<string, string | null>();
const MAX_PLACEHOLDERS = 500;

function placeholderOf(thumbhash: string | null): string | null {
  if (!thumbhash) return null;
  const known = placeholders.get(thumbhash);
  if (known !== undefined) return known;
  if (placeholders.size >= MAX_PLACEHOLDERS) placeholders.clear();
  const made = decode(thumbhash);
  placeholders.set(thumbhash, made);
  return made;
}

function decode(thumbhash: string): string | null {
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}

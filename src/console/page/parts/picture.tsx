import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { thumbHashToDataURL } from "thumbhash";

type Props = {
  /** Null while there is no picture yet: the placeholder stays. */
  readonly src: string | null;
  readonly thumbhash: string | null;
  readonly alt: string;
  /** True while the picture is being made: the placeholder, or the old picture, is shown dimmed. */
  readonly making?: boolean;
};

/** The path names the picture; the signature after it changes although the picture is the same. */
function pictureOf(src: string | null): string | null {
  return src?.split("?", 1)[0] ?? null;
}

/** A picture over its blurred placeholder. The one on screen stays until its successor has loaded. */
export function Picture({ src, thumbhash, alt, making = false }: Props) {
  const shown = useSignal<string | null>(null);
  const placeholder = useMemo(() => placeholderOf(thumbhash), [thumbhash]);
  const picture = pictureOf(src);
  useEffect(() => {
    if (!src || pictureOf(shown.peek()) === picture) return;
    const image = new Image();
    let current = true;
    image.src = src;
    image.decode().then(
      () => {
        if (current) shown.value = src;
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [picture]);
  return (
    <span class={`picture${making ? " making" : ""}`}>
      {placeholder ? <img class="placeholder" src={placeholder} alt="" aria-hidden="true" /> : null}
      {shown.value ? (
        <img key={pictureOf(shown.value)} class="shown" src={shown.value} alt={alt} draggable={false} />
      ) : null}
      {shown.value ? null : <span class="sr-only">{making ? `${alt}, being made` : `${alt}, no picture yet`}</span>}
    </span>
  );
}

function placeholderOf(thumbhash: string | null): string | null {
  if (!thumbhash) return null;
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}

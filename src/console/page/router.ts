import { batch, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** The part of the address below `/console`, without a final slash: "" is the gallery. */
export const path = signal(read());

/** The id after `#`: the row or card that a link of another view leads to. */
export const anchor = signal(location.hash.slice(1));

function read(): string {
  return location.pathname.replace(/^\/console/, "").replace(/\/$/, "");
}

/** Shows another view, keeps the history, and moves the focus to the view, so that a screen reader reads on there. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const url = `/console${to}`;
  if (options.replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  follow();
  scrollTo(0, 0);
  document.getElementById("content")?.focus({ preventScroll: true });
}

function follow(): void {
  batch(() => {
    path.value = read();
    anchor.value = location.hash.slice(1);
  });
}

addEventListener("popstate", follow);

/** Scrolls to the row or card that the address names, once `ready` says that it is there. */
export function useAnchor(ready: boolean): void {
  const id = anchor.value;
  useEffect(() => {
    if (ready && id) document.getElementById(id)?.scrollIntoView({ block: "center" });
  }, [ready, id]);
}

/** Links of the page are handled here; with a modifier key, or to another site, the browser does as usual. */
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = (event.target as Element).closest("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (!/^\/console(\/|$)/.test(link.pathname)) return;
  event.preventDefault();
  navigate(link.pathname.replace(/^\/console/, "") + link.hash);
});

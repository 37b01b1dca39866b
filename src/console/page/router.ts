import { batch, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** The path below `/console`, without a final slash. "" is the gallery. */
export const path = signal(read());

/** The id after `#`: the row or card to which a link of another view leads. */
export const anchor = signal(location.hash.slice(1));

function read(): string {
  return location.pathname.replace(/^\/console/, "").replace(/\/$/, "");
}

/** Shows another view, adds it to the history, and moves the focus to it, so that a screen reader continues there. */
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

/** Scrolls to the row or card of the URL's fragment when `ready` is true. */
export function useAnchor(ready: boolean): void {
  const id = anchor.value;
  useEffect(() => {
    if (ready && id) document.getElementById(id)?.scrollIntoView({ block: "center" });
  }, [ready, id]);
}

/** Handles clicks on links of the page. Clicks with a modifier key and links to other sites are left to the browser. */
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = (event.target as Element).closest("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (!/^\/console(\/|$)/.test(link.pathname)) return;
  event.preventDefault();
  navigate(link.pathname.replace(/^\/console/, "") + link.hash);
});

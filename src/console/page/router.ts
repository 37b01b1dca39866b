import { signal } from "@preact/signals";

/** The part of the address below `/console`, without a final slash: "" is the gallery. */
export const path = signal(read());

function read(): string {
  return location.pathname.replace(/^\/console/, "").replace(/\/$/, "");
}

/** Shows another view and keeps the history. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  const url = `/console${to}`;
  if (options.replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  path.value = read();
  scrollTo(0, 0);
}

addEventListener("popstate", () => {
  path.value = read();
});

/** Links of the page are handled here; with a modifier key, or to another site, the browser does as usual. */
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = (event.target as Element).closest("a");
  if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  if (!/^\/console(\/|$)/.test(link.pathname)) return;
  event.preventDefault();
  navigate(link.pathname.replace(/^\/console/, ""));
});

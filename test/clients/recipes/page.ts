import { CHANGES, CHARACTER_QUERY, PROGRESS, RESYNTHESIZE } from "./documents.ts";
import { resumePending, sendOnce } from "./keyed.ts";
import { subscribe } from "./live.ts";
import { keepNewest } from "./newest.ts";
import { retakeFetch } from "./retake-fetch.ts";
import { RETAKE_URL } from "./settings.ts";

type Image = { pose: string; url: string };
type Character = { id: string; version: number; name: string; status: string; refs: Image[] };
type Change = { status: string; character: Character | null };
type Progress = { synthesis: { generations: { pose: string; thumbUrl: string | null }[] } };
type Result = { data?: Record<string, unknown> | null };
type Paid = { message?: string; character?: Character | null };

/** Shows a character in an element, with a button that generates new images. Returns a function that stops it. */
export function showCharacter(id: string, root: HTMLElement): () => void {
  const [title, button, message] = [add(root, "h2"), add(root, "button"), add(root, "p")];
  const gallery = createGallery(root, () => void loadCharacter(id).then(show, showError));
  let isSending = false;
  let status = "";

  function show(newest: Character | null): void {
    // A response can arrive after a newer event.
    const character = keepNewest(newest);
    status = character?.status ?? "DELETED";
    title.textContent = `${character?.name ?? id}: ${status.toLowerCase()}`;
    gallery.show(character?.refs ?? []);
    updateButton();
  }
  function showProgress(result: Result): void {
    if (status === "SYNTHESIZING") gallery.preview(field<Progress>(result));
  }
  function updateButton(): void {
    button.disabled = isSending || status === "SYNTHESIZING" || status === "DELETED";
  }
  function showResult(result: Paid): void {
    message.textContent = result.message ?? "";
    if (result.character) show(result.character);
  }
  function showError(error: unknown): void {
    message.textContent = errorText(error);
  }

  button.textContent = "Resynthesize";
  button.onclick = async () => {
    isSending = true;
    updateButton();
    await sendOnce<Paid>(`resynthesize ${id}`, RESYNTHESIZE, { id }).then(showResult, showError);
    isSending = false;
    updateButton();
  };
  resumePending<Paid>(({ purpose }, result) => {
    if (purpose === `resynthesize ${id}`) showResult(result);
  });
  const onEnd = { error: showError, complete: () => {} };
  const stops = [
    subscribe(CHANGES, { id }, { ...onEnd, next: (result) => show(field<Change>(result).character) }),
    // Thumbnails of the images that are delivered before the whole set is complete.
    subscribe(PROGRESS, { id }, { ...onEnd, next: showProgress }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** The only field of a result. */
const field = <T>({ data }: Result) => Object.values(data ?? {})[0] as T;

function add<K extends keyof HTMLElementTagNameMap>(root: HTMLElement, name: K): HTMLElementTagNameMap[K] {
  return root.appendChild(document.createElement(name));
}

/** The text for an error of a subscription or of a call: a close of the connection, GraphQL errors, or an `Error`. */
function errorText(error: unknown): string {
  if (Array.isArray(error)) return String(error[0]?.message);
  const { reason, message } = error as { reason?: string; message?: string };
  return reason || message || "The connection has ended. Reload the page.";
}

async function loadCharacter(id: string): Promise<Character | null> {
  const response = await retakeFetch(`${RETAKE_URL}/graphql`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: CHARACTER_QUERY, variables: { id } }),
  });
  const { data, errors } = await response.json();
  if (errors) throw errors;
  return data.character;
}

/** Image URLs expire, by default after a day. When an image fails to load, new URLs are read, at most once in this time. */
const RENEW_URLS_EVERY_MS = 60_000;

/** One image for each pose. An image that can't be loaded shows its pose as text. */
function createGallery(root: HTMLElement, renewUrls: () => void) {
  const images = new Map<string, HTMLImageElement>();
  let renewedAt = Number.NEGATIVE_INFINITY;
  let isRenewing = false;

  const onerror = () => {
    if (performance.now() - renewedAt < RENEW_URLS_EVERY_MS) return;
    renewedAt = performance.now();
    isRenewing = true;
    renewUrls();
  };
  const set = ({ pose, url }: Image) => {
    const image = images.get(pose) ?? add(root, "img");
    images.set(pose, image);
    // A result may have newly signed URLs for the same files. They are loaded only after the old ones have failed.
    if (!isRenewing && fileOf(image.src) === fileOf(url)) return;
    Object.assign(image, { alt: pose.toLowerCase(), onerror, src: url });
  };
  return {
    show: (refs: Image[]) => {
      refs.forEach(set);
      isRenewing = false;
    },
    preview: ({ synthesis }: Progress) => {
      for (const { pose, thumbUrl } of synthesis.generations) if (thumbUrl) set({ pose, url: thumbUrl });
    },
  };
}

/** A URL without its signature. */
const fileOf = (url: string) => url.split("?")[0];

for (const root of document.querySelectorAll<HTMLElement>("[data-character]")) {
  showCharacter(root.dataset.character ?? "", root);
}

import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { send } from "../../api/client.ts";
import { CREATE_IMAGE, GALLERY, IMAGE_BY_ID, IMAGES } from "../../api/documents.ts";
import { sending, sendKeyed } from "../../api/keyed.ts";
import type { Character, Image, Page } from "../../api/types.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Picture } from "../../parts/picture.tsx";
import { useReconnect } from "../../parts/use-reconnect.ts";
import { prices } from "../../prices.ts";
import { anchor, useAnchor } from "../../router.ts";
import {
  codeWords,
  errorNotice,
  type Notice as NoticeContent,
  plural,
  refusalNotice,
  unbroken,
  when,
} from "../../words.ts";

const PAGE_SIZE = 24;
/** Milliseconds between two reads of a running image, because images have no subscription. */
const LOOK_EVERY_MS = 1_500;
const PURPOSE = "create image";

/** The images of the team, newest first, and the form for a new one. */
export function ImagesView() {
  const images = useSignal<readonly Image[] | null>(null);
  const next = useSignal<string | null>(null);
  const notice = useSignal<NoticeContent | null>(null);
  const creating = useSignal(false);
  const load = async (after: string | null) => {
    try {
      const answer = await send<{ images: Page<Image> }>(IMAGES, { first: PAGE_SIZE, after });
      images.value = [...(after ? (images.value ?? []) : []), ...answer.images.nodes];
      next.value = answer.images.pageInfo.hasNextPage ? answer.images.pageInfo.endCursor : null;
      notice.value = null;
    } catch (error) {
      notice.value = { ...errorNotice("Loading the images", error), retry: () => void load(after) };
    }
  };
  useEffect(() => void load(null), []);
  useReconnect(() => {
    if (!images.value) void load(null);
  });
  useFollowRunning(images);
  useAnchor(images.value !== null);
  return (
    <>
      <Notice notice={notice} />
      <header class="view-header with-create">
        <div>
          <h1>Images</h1>
          <p class="secondary">Single images from a prompt, with or without a ready character.</p>
        </div>
        <div class="actions">
          {images.value?.length === 0 ? null : <NewImage onPress={() => (creating.value = true)} />}
        </div>
      </header>
      {images.value?.length === 0 ? (
        <div class="empty">
          <p>No images yet. Describe an image, and choose a character for it if you like.</p>
          <NewImage onPress={() => (creating.value = true)} />
        </div>
      ) : null}
      <ul class="cards images">
        {(images.value ?? []).map((image) => (
          <ImageCard key={image.id} image={image} />
        ))}
      </ul>
      {next.value ? (
        <button type="button" class="more" onClick={() => void load(next.value)}>
          Show more
        </button>
      ) : null}
      {creating.value ? (
        <CreateImageDialog
          onClose={() => (creating.value = false)}
          onCreated={(image) => (images.value = [image, ...(images.value ?? []).filter(({ id }) => id !== image.id)])}
        />
      ) : null}
    </>
  );
}

function NewImage({ onPress }: { readonly onPress: () => void }) {
  return (
    <button type="button" class="primary" onClick={onPress}>
      New image
    </button>
  );
}

function isRunning({ status }: Image): boolean {
  return status === "PENDING" || status === "PROCESSING";
}

function useFollowRunning(images: Signal<readonly Image[] | null>): void {
  const running = (images.value ?? []).filter(isRunning).map(({ id }) => id);
  useEffect(() => {
    if (running.length === 0) return;
    const timer = setInterval(() => {
      for (const id of running) {
        send<{ image: Image | null }>(IMAGE_BY_ID, { id }).then(
          ({ image }) => {
            if (image) images.value = (images.value ?? []).map((known) => (known.id === id ? image : known));
          },
          () => undefined,
        );
      }
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [running.join()]);
}

function ImageCard({ image }: { readonly image: Image }) {
  const running = isRunning(image);
  const failed = image.status === "FAILED";
  const cost = failed ? "0 charged" : running ? `${image.cost} held` : plural(image.cost, "credit");
  const details = [image.character?.name, when(image.createdAt), cost].filter((detail) => detail !== undefined);
  return (
    <li class={`card${anchor.value === image.id ? " anchor" : ""}`} id={image.id}>
      <CardLink url={image.url}>
        <Picture src={image.thumbUrl} thumbhash={image.thumbhash} alt={image.prompt} making={running} />
        {running ? <span class="pose-bar running" aria-hidden="true" /> : null}
        <span class="card-text">
          <strong class="clamp" title={image.prompt}>
            {image.prompt}
          </strong>
          {running || failed ? (
            <span class={`status ${running ? "running" : "bad"}`}>
              <span class="dot" aria-hidden="true" />
              {running ? "Generating" : `Failed · ${codeWords(image.errorMessage ?? "")}`}
            </span>
          ) : null}
          <span class="faint">{details.map(unbroken).join(" · ")}</span>
        </span>
      </CardLink>
    </li>
  );
}

/** The whole card links to the image when it is delivered. */
function CardLink({ url, children }: { readonly url: string | null; readonly children: ComponentChildren }) {
  if (url === null) return <div class="card-body">{children}</div>;
  return (
    <a class="card-body" href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

type CreateProps = { readonly onClose: () => void; readonly onCreated: (image: Image) => void };

function CreateImageDialog({ onClose, onCreated }: CreateProps) {
  const notice = useSignal<NoticeContent | null>(null);
  const ready = useSignal<readonly Character[]>([]);
  const price = prices.value.CREATE_IMAGE;
  const busy = sending.value.has(PURPOSE);
  useEffect(() => {
    send<{ characters: Page<Character> }>(GALLERY, { first: 100, after: null, status: "READY" }).then(
      ({ characters }) => (ready.value = characters.nodes),
      (error) => (notice.value = errorNotice("Loading the ready characters", error)),
    );
  }, []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    notice.value = null;
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const characterId = String(form.get("character") ?? "");
    const input = { prompt: String(form.get("prompt")).trim(), ...(characterId === "" ? {} : { characterId }) };
    try {
      const { result } = await sendKeyed<{ replayed: boolean; image: Image }>(PURPOSE, CREATE_IMAGE, { input });
      if (!result.ok) {
        notice.value = refusalNotice("Create an image", result.refusal);
        return;
      }
      onCreated(result.value.image);
      onClose();
    } catch (error) {
      notice.value = errorNotice("Create an image", error);
    }
  };
  return (
    <Dialog title="New image" onClose={onClose}>
      <Notice notice={notice} />
      <form onSubmit={(event) => void submit(event)}>
        <p class="price">
          <strong>{price === undefined ? "…" : plural(price, "credit")}</strong>, charged when the image is delivered.
        </p>
        <label>
          Prompt
          <textarea name="prompt" required maxLength={4_000} rows={3} placeholder="reading a letter by the window" />
        </label>
        <label>
          Character
          <select name="character">
            <option value="">No character</option>
            {ready.value.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <footer>
          <button type="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class="primary" disabled={busy}>
            {busy ? "Sending…" : `Create${price === undefined ? "" : ` · ${plural(price, "credit")}`}`}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

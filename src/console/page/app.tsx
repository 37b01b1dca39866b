import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { resumePending } from "./api/keyed.ts";
import { live, openLive } from "./api/live.ts";
import { signedIn, signOutEverywhere } from "./api/session.ts";
import { applyCharacter, clearStore, credits, followTeam, teamName } from "./api/store.ts";
import { Notice } from "./parts/notice.tsx";
import { loadPrices } from "./prices.ts";
import { path } from "./router.ts";
import { noteAnswer, type PaidResult } from "./views/character/actions.ts";
import { CharacterView } from "./views/character/character-view.tsx";
import { CreditsView } from "./views/credits/credits-view.tsx";
import { GalleryView } from "./views/gallery/gallery-view.tsx";
import { ImagesView } from "./views/images/images-view.tsx";
import { InspectorView } from "./views/inspector/inspector-view.tsx";
import { KeysView } from "./views/keys/keys-view.tsx";
import { SignInView } from "./views/sign-in/sign-in-view.tsx";
import { capitalized, errorNotice, minute, type Notice as NoticeContent, refusalNotice } from "./words.ts";

/** The views of the navigation, in its order. */
const VIEWS = [
  { path: "", name: "Characters", Content: GalleryView },
  { path: "/images", name: "Images", Content: ImagesView },
  { path: "/credits", name: "Credits", Content: CreditsView },
  { path: "/keys", name: "Keys", Content: KeysView },
  { path: "/inspector", name: "Inspector", Content: InspectorView },
] as const;

export function App() {
  return signedIn.value ? <SignedIn /> : <SignInView />;
}

function SignedIn() {
  const notice = useSignal<NoticeContent | null>(null);
  // Counts the started event streams. A view reads its lists after the start, so that no change is missed in between.
  const streams = useSignal(0);
  useEffect(() => start(notice, streams), []);
  useSignalEffect(() => {
    document.title = `${titleOf(path.value)} · Retake`;
  });
  return (
    <>
      <a class="skip" href="#content">
        Skip to content
      </a>
      <header class="top">
        <a class="brand" href="/console">
          Retake
        </a>
        <nav aria-label="Views">
          {VIEWS.map((view) => (
            <a key={view.path} href={`/console${view.path}`} aria-current={isCurrent(view.path) ? "page" : undefined}>
              {view.name}
            </a>
          ))}
          <a href="/docs">Docs</a>
        </nav>
        <Balance />
        <Connection />
        <button type="button" class="link sign-out" onClick={signOutEverywhere}>
          Sign out
        </button>
      </header>
      <main id="content" tabIndex={-1}>
        <Notice notice={notice} />
        {streams.value === 0 ? <p class="empty loading">Loading…</p> : <View key={streams.value} />}
      </main>
    </>
  );
}

type NoticeSignal = { value: NoticeContent | null };

/** Starts everything that runs while signed in. The returned function ends it. */
function start(notice: NoticeSignal, streams: { value: number }): () => void {
  let ended = false;
  let stopFollowing = () => {};
  const close = openLive();
  const follow = (attempt: number) => {
    followTeam(() => follow(0)).then(
      (stop) => {
        if (ended) {
          stop();
          return;
        }
        stopFollowing = stop;
        if (streams.value === 0) resume(notice);
        streams.value += 1;
      },
      () => {
        if (!ended) setTimeout(() => follow(attempt + 1), Math.min(10_000, 500 * 2 ** attempt));
      },
    );
  };
  follow(0);
  const readPrices = () => {
    notice.value = null;
    loadPrices().catch((error) => {
      notice.value = { ...errorNotice("Loading the prices", error), retry: readPrices };
    });
  };
  readPrices();
  return () => {
    ended = true;
    stopFollowing();
    close();
    clearStore();
  };
}

/** Sends the paid calls again that had no response when the page was reloaded. */
function resume(notice: NoticeSignal): void {
  resumePending<PaidResult>((answered) => {
    const { call, result } = answered;
    if (!result.ok) {
      notice.value = refusalNotice(capitalized(call.purpose.replace(/ char_\w+$/, "")), result.refusal);
      return;
    }
    noteAnswer(answered);
    if (result.value.character) applyCharacter(result.value.character);
    const text = "After the reload, the unanswered call was sent again with its idempotency key.";
    notice.value = { tone: "ok", title: result.value.replayed ? "Replayed, charged once." : "Accepted.", text };
  });
}

function isCurrent(view: string): boolean {
  if (view === "") return path.value === "" || path.value.startsWith("/characters/");
  return path.value === view;
}

function titleOf(current: string): string {
  return VIEWS.find((view) => view.path === current)?.name ?? "Character";
}

function View() {
  const current = path.value;
  const [, characterId] = /^\/characters\/(char_[0-9A-Z]+)$/.exec(current) ?? [];
  if (characterId) return <CharacterView key={characterId} id={characterId} />;
  const view = VIEWS.find((candidate) => candidate.path === current);
  if (view) return <view.Content />;
  return (
    <div class="empty">
      <h1>This page does not exist</h1>
      <a href="/console">All characters</a>
    </div>
  );
}

function Balance() {
  const balance = credits.value;
  return (
    <a class="balance" href="/console/credits" title={teamName.value}>
      {balance ? (
        <>
          <strong>{balance.available.toLocaleString()}</strong> available
          <span> · {balance.held.toLocaleString()} held</span>
        </>
      ) : (
        "…"
      )}
    </a>
  );
}

/** The state of the connection: "Live", "Reconnecting…", "Offline since 12:04". */
function Connection() {
  const { state, since } = live.value;
  const words = { live: "Live", connecting: "Reconnecting…", offline: "Offline", cut: "Cut" }[state];
  const lost = state === "offline" || state === "cut";
  return (
    <span
      class={`status connection ${state === "live" ? "ok" : state === "connecting" ? "warning" : "bad"}`}
      role="status"
    >
      <span class="dot" aria-hidden="true" />
      <span>
        {words}
        {lost ? <span class="since"> since {minute(since)}</span> : null}
      </span>
    </span>
  );
}

import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { send } from "../../api/client.ts";
import { GALLERY } from "../../api/documents.ts";
import { applyCharacter, characterSignal, followProgress, lastChange } from "../../api/store.ts";
import type { Character, CharacterStatus, Page } from "../../api/types.ts";
import { Notice } from "../../parts/notice.tsx";
import { useOnScreen } from "../../parts/on-screen.ts";
import { Picture } from "../../parts/picture.tsx";
import { Progress, StatusLine } from "../../parts/status.tsx";
import { useReconnect } from "../../parts/use-reconnect.ts";
import { errorNotice, type Notice as NoticeContent, plural, statusName } from "../../words.ts";
import { CreateDialog } from "./create-dialog.tsx";
import { type CountOf, countFrom, useStatusCounts } from "./status-counts.ts";

const FILTERS: readonly (CharacterStatus | null)[] = [null, "SYNTHESIZING", "REVIEWING", "READY", "FAILED"];
const PAGE_SIZE = 50;

/** The loaded part of the list: all characters, or the newest of one status. */
type Loaded = {
  readonly filter: CharacterStatus | null;
  readonly ids: readonly string[];
  /** The cursor of the next page; null when there is none. */
  readonly next: string | null;
};

/** All characters of the team, newest first, updated live. */
export function GalleryView() {
  const { loaded, filter, notice, load } = useCharacters();
  const creating = useSignal(false);
  const list = loaded.value;
  const known = (list?.ids ?? []).flatMap((id) => characterSignal(id).value ?? []);
  const shown = known.filter(({ status }) => filter.value === null || status === filter.value);
  const isComplete = list?.filter === null && list.next === null;
  const countsRead = useStatusCounts(list !== null && !isComplete);
  const countOf = isComplete ? countFrom(known) : countsRead;
  const isEmpty = isComplete && known.length === 0;
  const create = () => (creating.value = true);
  return (
    <>
      <Notice notice={notice} />
      <header class="view-header with-create">
        <div>
          <h1>Characters</h1>
          <p class="secondary">{list ? countLine(shown.length, list.next !== null, filter.value) : "\u00a0"}</p>
        </div>
        {isEmpty ? null : (
          <div class="actions">
            <Filters chosen={filter.value} countOf={countOf} onChoose={(status) => (filter.value = status)} />
            <button type="button" class="primary" onClick={create}>
              New character
            </button>
          </div>
        )}
      </header>
      {list && shown.length === 0 ? (
        <Empty filter={isEmpty ? null : filter.value} onCreate={create} onShowAll={() => (filter.value = null)} />
      ) : (
        <ul class="cards">
          {shown.map(({ id }) => (
            <Card key={id} id={id} />
          ))}
        </ul>
      )}
      {list?.next ? (
        <button type="button" class="more" onClick={() => void load(list.next)}>
          Show more
        </button>
      ) : null}
      {creating.value ? <CreateDialog onClose={() => (creating.value = false)} /> : null}
    </>
  );
}

function useCharacters() {
  const loaded = useSignal<Loaded | null>(null);
  const filter = useSignal<CharacterStatus | null>(null);
  const notice = useSignal<NoticeContent | null>(null);
  const load = async (after: string | null): Promise<void> => {
    const wanted = filter.value;
    try {
      const variables = { first: PAGE_SIZE, after, status: wanted };
      const { characters } = await send<{ characters: Page<Character> }>(GALLERY, variables);
      if (filter.value !== wanted) return;
      for (const character of characters.nodes) applyCharacter(character);
      const { hasNextPage, endCursor } = characters.pageInfo;
      const before = after ? (loaded.value?.ids ?? []) : [];
      const ids = [...new Set([...before, ...characters.nodes.map(({ id }) => id)])];
      loaded.value = { filter: wanted, ids, next: hasNextPage ? endCursor : null };
      notice.value = null;
    } catch (error) {
      notice.value = { ...errorNotice("Loading the characters", error), retry: () => void load(after) };
    }
  };
  useEffect(() => {
    // A complete list is filtered on the page, and stays live.
    const complete = loaded.value?.filter === null && loaded.value.next === null;
    if (!complete) void load(null);
  }, [filter.value]);
  useReconnect(() => {
    if (!loaded.value) void load(null);
  });
  // The effect runs for each change. Rendering could skip one, because two changes can arrive before it.
  useSignalEffect(() => {
    const change = lastChange.value;
    const list = loaded.peek();
    if (!change || !list || change.status === "DELETED" || list.ids.includes(change.characterId)) return;
    loaded.value = { ...list, ids: [change.characterId, ...list.ids].sort().reverse() };
  });
  return { loaded, filter, notice, load };
}

/** "7 characters, newest first", "The newest 50 ready"; blank for an empty list, which has a text of its own. */
function countLine(count: number, hasMore: boolean, filter: CharacterStatus | null): string {
  if (count === 0) return "\u00a0";
  const line = filter === null ? plural(count, "character") : `${count} ${statusName(filter).toLowerCase()}`;
  return hasMore ? `The newest ${line}` : `${line}, newest first`;
}

type FilterProps = {
  readonly chosen: CharacterStatus | null;
  /** Null while the number of characters is not known. */
  readonly countOf: CountOf | null;
  readonly onChoose: (status: CharacterStatus | null) => void;
};

function Filters({ chosen, countOf, onChoose }: FilterProps) {
  return (
    <div class="filters" role="group" aria-label="Filter by status">
      {FILTERS.map((status) => (
        <button
          type="button"
          key={status}
          class="chip"
          aria-pressed={chosen === status}
          onClick={(event) => {
            onChoose(status);
            // On a narrow page the filters scroll.
            event.currentTarget.scrollIntoView({ block: "nearest", inline: "center" });
          }}
        >
          {status === null ? "All" : statusName(status)}
          {countOf ? <span class="count">{countOf(status)}</span> : null}
        </button>
      ))}
    </div>
  );
}

/** The card of one character. It redraws only when this character changes. */
function Card({ id }: { readonly id: string }) {
  const character = characterSignal(id).value;
  const element = useRef<HTMLLIElement>(null);
  const visible = useOnScreen(element);
  const running = character?.status === "SYNTHESIZING";
  // The number of subscriptions of a socket is limited, so only the cards on the screen follow their progress.
  useEffect(() => (running && visible ? followProgress(id) : undefined), [running && visible, id]);
  if (!character) return null;
  const portrait = character.refs.find(({ pose }) => pose === "PORTRAIT") ?? character.refs[0];
  const preview = running ? character.synthesis?.generations.find(({ pose }) => pose === "PORTRAIT") : undefined;
  return (
    <li class="card" ref={element}>
      <a class="card-body" href={`/console/characters/${id}`}>
        <Picture
          src={preview?.thumbUrl ?? portrait?.thumbUrl ?? null}
          thumbhash={preview?.thumbhash ?? portrait?.thumbhash ?? null}
          alt={`${character.name}, portrait`}
          making={running && !preview?.thumbUrl}
        />
        <Progress character={character} />
        <span class="card-text">
          <strong title={character.name}>{character.name}</strong>
          <StatusLine character={character} />
        </span>
      </a>
    </li>
  );
}

type EmptyProps = {
  /** The chosen status; null when the team has no character at all. */
  readonly filter: CharacterStatus | null;
  readonly onCreate: () => void;
  readonly onShowAll: () => void;
};

function Empty({ filter, onCreate, onShowAll }: EmptyProps) {
  if (filter) {
    return (
      <div class="empty">
        <p>No character has the status “{statusName(filter)}”.</p>
        <button type="button" onClick={onShowAll}>
          Show all
        </button>
      </div>
    );
  }
  return (
    <div class="empty">
      <p>No characters yet. Describe a person, and Retake generates four images.</p>
      <button type="button" class="primary" onClick={onCreate}>
        New character
      </button>
    </div>
  );
}

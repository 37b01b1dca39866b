import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { send } from "../../api/client.ts";
import { GALLERY } from "../../api/documents.ts";
import { applyCharacter, characterSignal, followProgress, lastChange } from "../../api/store.ts";
import type { Character, CharacterStatus, Page } from "../../api/types.ts";
import { Notice } from "../../parts/notice.tsx";
import { Picture } from "../../parts/picture.tsx";
import { Progress, StatusLine } from "../../parts/status.tsx";
import { errorNotice, type Notice as NoticeContent, statusName } from "../../words.ts";
import { CreateDialog } from "./create-dialog.tsx";

const FILTERS: readonly (CharacterStatus | null)[] = [null, "SYNTHESIZING", "REVIEWING", "READY", "FAILED"];
const PAGE_SIZE = 50;

/** Every character of the team, newest first, live. */
export function GalleryView() {
  const ids = useSignal<readonly string[] | null>(null);
  const next = useSignal<string | null>(null);
  const filter = useSignal<CharacterStatus | null>(null);
  const creating = useSignal(false);
  const notice = useSignal<NoticeContent | null>(null);

  const load = async (after: string | null) => {
    const wanted = filter.value;
    try {
      const { characters } = await send<{ characters: Page<Character> }>(GALLERY, {
        first: PAGE_SIZE,
        after,
        status: wanted,
      });
      if (filter.value !== wanted) return;
      for (const character of characters.nodes) applyCharacter(character);
      ids.value = [...(after ? (ids.value ?? []) : []), ...characters.nodes.map(({ id }) => id)];
      next.value = characters.pageInfo.hasNextPage ? characters.pageInfo.endCursor : null;
      notice.value = null;
    } catch (error) {
      notice.value = errorNotice("Loading the characters", error);
    }
  };
  useEffect(() => void load(null), [filter.value]);
  const change = lastChange.value;
  useEffect(() => {
    if (!change || ids.value === null) return;
    if (change.status !== "DELETED" && !ids.value.includes(change.characterId))
      ids.value = [change.characterId, ...ids.value].sort().reverse();
  }, [change?.cursor]);

  const shown = (ids.value ?? []).filter((id) => {
    const character = characterSignal(id).value;
    return character && (filter.value === null || character.status === filter.value);
  });
  return (
    <>
      <Notice notice={notice} retry={() => void load(null)} />
      <header class="view-header">
        <div>
          <h1>Characters</h1>
          <p class="secondary">
            {ids.value === null ? "Loading…" : countLine(shown.length, next.value !== null, filter.value)}
          </p>
        </div>
        <div class="actions">
          <div class="filters" role="group" aria-label="Filter by status">
            {FILTERS.map((status) => (
              <button
                type="button"
                key={status}
                class="chip"
                aria-pressed={filter.value === status}
                onClick={() => (filter.value = status)}
              >
                {status === null ? "All" : statusName(status)}
              </button>
            ))}
          </div>
          <button type="button" class="primary" onClick={() => (creating.value = true)}>
            New character
          </button>
        </div>
      </header>
      {ids.value !== null && shown.length === 0 ? (
        <Empty filtered={filter.value !== null} onCreate={() => (creating.value = true)} />
      ) : (
        <ul class="cards">
          {shown.map((id) => (
            <Card key={id} id={id} />
          ))}
        </ul>
      )}
      {next.value ? (
        <button type="button" class="more" onClick={() => void load(next.value)}>
          Show more
        </button>
      ) : null}
      {creating.value ? <CreateDialog onClose={() => (creating.value = false)} /> : null}
    </>
  );
}

function countLine(count: number, hasMore: boolean, filter: CharacterStatus | null): string {
  const what = filter === null ? "of your team" : statusName(filter).toLowerCase();
  return `${hasMore ? `The newest ${count}` : count} ${what}, newest first`;
}

/** One character; redraws only when this character changes. */
function Card({ id }: { readonly id: string }) {
  const character = characterSignal(id).value;
  const running = character?.status === "SYNTHESIZING";
  useEffect(() => (running ? followProgress(id) : undefined), [running, id]);
  if (!character) return null;
  const portrait = character.refs.find(({ pose }) => pose === "PORTRAIT") ?? character.refs[0];
  const preview = running ? character.synthesis?.generations.find(({ pose }) => pose === "PORTRAIT") : undefined;
  return (
    <li class="card">
      <a class="card-body" href={`/console/characters/${id}`}>
        <Picture
          src={preview?.thumbUrl ?? portrait?.thumbUrl ?? null}
          thumbhash={preview?.thumbhash ?? portrait?.thumbhash ?? null}
          alt={`${character.name}, portrait`}
          making={running && !preview?.thumbUrl}
        />
        <Progress character={character} />
        <span class="card-text">
          <strong>{character.name}</strong>
          <StatusLine character={character} />
        </span>
      </a>
    </li>
  );
}

function Empty({ filtered, onCreate }: { readonly filtered: boolean; readonly onCreate: () => void }) {
  if (filtered) return <p class="empty">No character has this status.</p>;
  return (
    <div class="empty">
      <p>No characters yet. Describe a person, and four pictures are made.</p>
      <button type="button" class="primary" onClick={onCreate}>
        New character
      </button>
    </div>
  );
}

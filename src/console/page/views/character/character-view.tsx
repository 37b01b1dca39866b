import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { send } from "../../api/client.ts";
import { CHARACTER_PAGE } from "../../api/documents.ts";
import { sending } from "../../api/keyed.ts";
import { applyCharacter, characterSignal, followProgress, lastChange } from "../../api/store.ts";
import type { Character, Page, RefSet, Synthesis, SynthesizedPose } from "../../api/types.ts";
import { Confirm } from "../../parts/dialog.tsx";
import { Menu } from "../../parts/menu.tsx";
import { Notice } from "../../parts/notice.tsx";
import { StatusLine } from "../../parts/status.tsx";
import { useReconnect } from "../../parts/use-reconnect.ts";
import { prices } from "../../prices.ts";
import { anchor, navigate } from "../../router.ts";
import { attributesLine, errorNotice, type Notice as NoticeContent, plural } from "../../words.ts";
import { characterActions } from "./actions.ts";
import { EditDialog, RegenerateDialog } from "./dialogs.tsx";
import { FirstSteps } from "./first-steps-panel.tsx";
import { Compare, currentNumber, RefSets, Syntheses } from "./history.tsx";
import { Failure, Waiting } from "./notes.tsx";
import { Poses } from "./poses.tsx";

type Loaded = Character & { refSets: Page<RefSet>; syntheses: Page<Synthesis> };
type Details = {
  /** The version of the character when the details were read. */
  readonly version: number;
  readonly sets: readonly RefSet[];
  readonly moreSets: boolean;
  readonly syntheses: readonly Synthesis[];
  readonly moreSyntheses: boolean;
};
/** How many of each are read at first, and after "Show more", where it is the largest page that the server allows. */
type Sizes = { readonly sets: number; readonly syntheses: number };
const FEW: Sizes = { sets: 12, syntheses: 10 };
const MOST = 100;

/** The view of one character: its poses, its actions and its history. */
export function CharacterView({ id }: { readonly id: string }) {
  const character = characterSignal(id).value;
  const notice = useSignal<NoticeContent | null>(null);
  const details = useSignal<Details | null>(null);
  const missing = useSignal(false);
  const chosen = useSignal<number | null>(null);
  const actions = useMemo(() => characterActions(id, notice), [id]);

  // A link from the ledger may lead to an old synthesis.
  const sizes = useSignal<Sizes>(anchor.value ? { ...FEW, syntheses: MOST } : FEW);
  const load = (): Promise<unknown> =>
    loadDetails(id, sizes.value, details, missing).catch((error) => {
      notice.value = { ...errorNotice("Loading", error), retry: () => void load() };
    });
  const loadMore = (more: Partial<Sizes>) => {
    sizes.value = { ...sizes.value, ...more };
    void load();
  };
  useEffect(() => {
    details.value = null;
    missing.value = false;
    void load();
    return followProgress(id);
  }, [id]);
  // The history changes with the character, so it is read again.
  const version = character?.version ?? 0;
  useEffect(() => {
    if (details.value && details.value.version < version) void load();
  }, [version]);
  useReconnect(() => {
    if (!details.value) void load();
  });
  useSignalEffect(() => {
    const change = lastChange.value;
    if (change?.characterId === id && change.status === "DELETED") missing.value = true;
  });

  if (missing.value) return <Gone />;
  if (!character) return notice.value ? <Notice notice={notice} /> : <p class="empty loading">Loading…</p>;
  const { sets = [], moreSets = false, syntheses = [], moreSyntheses = false } = details.value ?? {};
  const compared = sets.find(({ number }) => number === chosen.value);
  const current = currentNumber(character, sets);
  const restore = async (number: number) => {
    if (await actions.restore(number)) chosen.value = null;
  };
  return (
    <>
      <Notice notice={notice} />
      <Waiting id={id} />
      <Failure character={character} onKeep={current === null ? null : () => void restore(current)} />
      <Header character={character} actions={actions} notice={notice} />
      <div class="columns">
        <div class="main-column">
          <RegeneratablePoses
            character={character}
            isNewestSet={current !== null && current === sets[0]?.number}
            regenerate={actions.regenerate}
          />
          {compared ? (
            <Compare
              character={character}
              set={compared}
              current={current}
              onRestore={() => void restore(compared.number)}
              onClose={() => (chosen.value = null)}
            />
          ) : null}
          <Syntheses
            syntheses={withRunning(syntheses, character.synthesis)}
            loaded={details.value !== null}
            onMore={moreSyntheses ? () => loadMore({ syntheses: MOST }) : null}
          />
        </div>
        <div class="side-column">
          <FirstSteps characterId={id} notice={notice} />
          <RefSets
            character={character}
            sets={sets}
            chosen={chosen.value}
            onChoose={(number) => (chosen.value = number)}
            onMore={moreSets ? () => loadMore({ sets: MOST }) : null}
          />
        </div>
      </div>
    </>
  );
}

async function loadDetails(
  id: string,
  sizes: Sizes,
  details: Signal<Details | null>,
  missing: Signal<boolean>,
): Promise<void> {
  const { character } = await send<{ character: Loaded | null }>(CHARACTER_PAGE, { id, ...sizes });
  if (!character) {
    missing.value = true;
    return;
  }
  const { refSets, syntheses, ...rest } = character;
  applyCharacter(rest);
  details.value = {
    version: rest.version,
    sets: refSets.nodes,
    moreSets: refSets.pageInfo.hasNextPage && sizes.sets < MOST,
    syntheses: syntheses.nodes,
    moreSyntheses: syntheses.pageInfo.hasNextPage && sizes.syntheses < MOST,
  };
}

/** The loaded list, with the state of the latest synthesis from events. */
function withRunning(syntheses: readonly Synthesis[], latest: Synthesis | null): readonly Synthesis[] {
  if (!latest) return syntheses;
  const rest = syntheses.filter(({ id }) => id !== latest.id);
  return [latest, ...rest].sort((a, b) => (a.id < b.id ? 1 : -1));
}

type Actions = ReturnType<typeof characterActions>;

type PosesProps = {
  readonly character: Character;
  readonly isNewestSet: boolean;
  readonly regenerate: Actions["regenerate"];
};

function RegeneratablePoses({ character, isNewestSet, regenerate }: PosesProps) {
  const pose = useSignal<SynthesizedPose | null>(null);
  const submit = (prompt: string | null) => {
    const wanted = pose.value;
    pose.value = null;
    if (wanted) void regenerate(wanted, prompt);
  };
  return (
    <>
      <Poses character={character} isNewestSet={isNewestSet} onRegenerate={(wanted) => (pose.value = wanted)} />
      {pose.value ? <RegenerateDialog pose={pose.value} onSubmit={submit} onClose={() => (pose.value = null)} /> : null}
    </>
  );
}

function Header({
  character,
  actions,
  notice,
}: {
  readonly character: Character;
  readonly actions: Actions;
  readonly notice: Signal<NoticeContent | null>;
}) {
  const dialog = useSignal<"edit" | "delete" | null>(null);
  const running = character.status === "SYNTHESIZING";
  const close = () => (dialog.value = null);
  const remove = async () => {
    close();
    if (await actions.remove()) navigate("", { replace: true });
  };
  return (
    <header class="view-header">
      <div>
        <h1>
          {character.name} <StatusLine character={character} pill />
        </h1>
        <p class="secondary">
          {attributesLine(character.attributes)}{" "}
          <button type="button" class="link" onClick={() => (dialog.value = "edit")}>
            Edit
          </button>
        </p>
        <p class="sr-only" role="status">
          {character.name}:{" "}
          {running
            ? `synthesizing, ${character.synthesis?.progress.completed ?? 0} of ${character.synthesis?.progress.total ?? 4} images`
            : character.status.toLowerCase()}
        </p>
      </div>
      <div class="actions">
        <Menu label="More">
          {character.sheetUrl ? (
            <a class="button quiet" href={character.sheetUrl} download={`${character.name}.png`}>
              Download contact sheet
            </a>
          ) : null}
          <button type="button" class="quiet danger" onClick={() => (dialog.value = "delete")}>
            Delete
          </button>
        </Menu>
        {running ? (
          <button type="button" onClick={() => void actions.cancel(character.synthesis?.id)}>
            Cancel
          </button>
        ) : null}
        {character.status === "REVIEWING" ? (
          <button type="button" onClick={() => void actions.save()}>
            Save
          </button>
        ) : null}
        <ResynthesizeButton character={character} actions={actions} />
      </div>
      {dialog.value === "edit" ? (
        <EditDialog character={character} onClose={close} onSave={(input) => actions.update(input)} notice={notice} />
      ) : null}
      {dialog.value === "delete" ? (
        <Confirm
          title={`Delete ${character.name}?`}
          text="Its images and attributes are deleted permanently. A running synthesis is cancelled and its credits are returned."
          action="Delete permanently"
          onConfirm={() => void remove()}
          onClose={close}
        />
      ) : null}
    </header>
  );
}

function ResynthesizeButton({ character, actions }: { readonly character: Character; readonly actions: Actions }) {
  const running = character.status === "SYNTHESIZING";
  const busy = sending.value.has(`resynthesize ${character.id}`);
  const price = prices.value.RESYNTHESIZE_CHARACTER;
  const noAttributes = character.attributes === null;
  const reason = running ? "A synthesis is running" : noAttributes ? "Add attributes first: press Edit" : "";
  return (
    <button
      type="button"
      class="primary"
      disabled={running || busy || noAttributes}
      title={reason}
      aria-description={reason}
      onClick={() => void actions.resynthesize()}
    >
      {busy ? "Sending…" : "Resynthesize"}
      {busy || price === undefined ? null : <span class="price-tag">&nbsp;· {plural(price, "credit")}</span>}
    </button>
  );
}

function Gone() {
  return (
    <div class="empty">
      <h1>Character not found</h1>
      <p>It has been deleted, or it belongs to another team.</p>
      <a href="/console">All characters</a>
    </div>
  );
}

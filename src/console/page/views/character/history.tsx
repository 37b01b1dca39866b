import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Character, RefSet, Synthesis, SynthesizedPose } from "../../api/types.ts";
import { Picture } from "../../parts/picture.tsx";
import { anchor, useAnchor } from "../../router.ts";
import { costWords, duration, kindName, outcomeWords, POSES, poseName, when } from "../../words.ts";

type SynthesesProps = {
  readonly syntheses: readonly Synthesis[];
  readonly loaded: boolean;
  readonly onMore: (() => void) | null;
};

/** The syntheses of a character with the cost of each. */
export function Syntheses({ syntheses, loaded, onMore }: SynthesesProps) {
  useAnchor(loaded);
  const now = useSignal(Date.now());
  const running = syntheses.some(({ status }) => status === "RUNNING");
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => (now.value = Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return (
    <section class="panel" aria-labelledby="syntheses-title">
      <h2 id="syntheses-title">Syntheses</h2>
      {syntheses.length === 0 ? (
        <p class="faint">{loaded ? "None yet. Resynthesize generates four new poses." : " "}</p>
      ) : (
        <div class="table-scroll" tabIndex={0} role="region" aria-labelledby="syntheses-title">
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col">Outcome</th>
                <th scope="col" class="minor">
                  Time
                </th>
                <th scope="col" class="number">
                  Credits
                </th>
              </tr>
            </thead>
            <tbody>
              {syntheses.map((synthesis) => (
                <SynthesisRow key={synthesis.id} synthesis={synthesis} now={now.value} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {onMore ? (
        <button type="button" class="more" onClick={onMore}>
          Show more
        </button>
      ) : null}
    </section>
  );
}

function SynthesisRow({ synthesis, now }: { readonly synthesis: Synthesis; readonly now: number }) {
  const { charged, note, returned } = costWords(synthesis);
  return (
    <tr id={synthesis.id} class={anchor.value === synthesis.id ? "anchor" : ""}>
      <td>{when(synthesis.startedAt)}</td>
      <td>{kindName(synthesis)}</td>
      <td class={`outcome ${synthesis.status.toLowerCase()}`}>{outcomeWords(synthesis)}</td>
      <td class="faint minor">{duration(synthesis.startedAt, synthesis.finishedAt, now)}</td>
      <td class="number">
        <span class="phrase">
          {charged} <span class="faint">{note}</span>
        </span>{" "}
        {returned ? <span class="phrase faint">{returned}</span> : null}
      </td>
    </tr>
  );
}

type SetsProps = {
  readonly character: Character;
  readonly sets: readonly RefSet[];
  readonly chosen: number | null;
  readonly onChoose: (number: number | null) => void;
  readonly onMore: (() => void) | null;
};

/** Earlier ref sets. Choosing one shows it beside the current one. */
export function RefSets({ character, sets, chosen, onChoose, onMore }: SetsProps) {
  const current = currentNumber(character, sets);
  return (
    <section class="panel" aria-labelledby="sets-title">
      <h2 id="sets-title">Reference sets</h2>
      <div class="set-row" hidden={sets.length === 0}>
        {sets.map((set) => (
          <button
            type="button"
            key={set.id}
            class="set"
            aria-pressed={chosen === set.number}
            aria-label={`Set ${set.number}${set.number === current ? ", current" : ""}`}
            onClick={() => onChoose(chosen === set.number || set.number === current ? null : set.number)}
          >
            <Picture src={set.refs[0]?.thumbUrl ?? null} thumbhash={set.refs[0]?.thumbhash ?? null} alt="" />
            <span class="set-number">
              {set.number}
              {set.number === current ? " · current" : ""}
            </span>
          </button>
        ))}
        {onMore ? (
          <button type="button" class="quiet" onClick={onMore}>
            Show more
          </button>
        ) : null}
      </div>
      <p class="faint">
        {sets.length > 1
          ? "Choose an earlier set to compare it. Restoring a set is free."
          : "Each synthesis adds a set. Earlier sets are kept and can be restored for free."}
      </p>
    </section>
  );
}

/** The number of the current set, found by the paths of its images, because the signatures of their URLs change. */
export function currentNumber(character: Character, sets: readonly RefSet[]): number | null {
  const paths = (refs: readonly { url: string }[]) => refs.map(({ url }) => url.split("?", 1)[0]).join();
  const shown = paths(character.refs);
  return sets.find(({ refs }) => paths(refs) === shown)?.number ?? null;
}

type CompareProps = {
  readonly character: Character;
  readonly set: RefSet;
  /** The number of the current set; null when it is not in the list. */
  readonly current: number | null;
  readonly onRestore: () => void;
  readonly onClose: () => void;
};

/** Shows the current set beside another one, pose by pose. */
export function Compare({ character, set, current, onRestore, onClose }: CompareProps) {
  const busy = character.status === "SYNTHESIZING";
  const element = useRef<HTMLElement>(null);
  useEffect(() => element.current?.scrollIntoView({ block: "nearest" }), [set.number]);
  return (
    <section ref={element} class="panel compare" aria-labelledby="compare-title">
      <header>
        <h2 id="compare-title">
          Set {set.number} beside the current set <span class="faint">made {when(set.createdAt)}</span>
        </h2>
        <div class="actions">
          <button type="button" class="link subdued" onClick={onClose}>
            Close
          </button>
          <button
            type="button"
            disabled={busy}
            title={busy ? "Wait until the synthesis has ended" : ""}
            onClick={onRestore}
          >
            Restore set {set.number} · free
          </button>
        </div>
      </header>
      <div class="compare-grid">
        {POSES.map((pose) => (
          <div key={pose} class="pair">
            <h3>{poseName(pose)}</h3>
            <Side pose={pose} refs={set.refs} label={`Set ${set.number}`} />
            <Side pose={pose} refs={character.refs} label={current === null ? "Current" : `Set ${current} · current`} />
          </div>
        ))}
      </div>
    </section>
  );
}

type SideProps = { readonly label: string; readonly refs: RefSet["refs"]; readonly pose: SynthesizedPose };

function Side({ label, refs, pose }: SideProps) {
  const ref = refs.find((candidate) => candidate.pose === pose);
  return (
    <figure>
      <Picture src={ref?.url ?? null} thumbhash={ref?.thumbhash ?? null} alt={`${poseName(pose)}, ${label}`} />
      <figcaption class="faint">{label}</figcaption>
    </figure>
  );
}

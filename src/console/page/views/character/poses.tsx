import type { Character, Generation, Ref, SynthesizedPose } from "../../api/types.ts";
import { Picture } from "../../parts/picture.tsx";
import { POSES, poseName } from "../../words.ts";

type Props = {
  readonly character: Character;
  /** True when the current set is the newest one, and not an earlier one that was restored. */
  readonly isNewestSet: boolean;
  readonly onRegenerate: (pose: SynthesizedPose) => void;
};

/** The four poses. While a synthesis runs, each shows its old image until the new one is delivered. */
export function Poses({ character, isNewestSet, onRegenerate }: Props) {
  const { refs, synthesis, status } = character;
  const running = status === "SYNTHESIZING" ? synthesis : null;
  const generations = new Map((running?.generations ?? []).map((generation) => [generation.pose, generation]));
  const others = refs.filter(({ pose }) => pose === "OTHER");
  return (
    <div class="poses">
      {POSES.map((pose) => (
        <PoseFigure
          key={pose}
          name={character.name}
          pose={pose}
          current={refs.find((ref) => ref.pose === pose)}
          generation={generations.get(pose)}
          isFresh={isNewestSet && isFresh(character, pose)}
          onRegenerate={running === null && refs.length >= POSES.length ? () => onRegenerate(pose) : undefined}
        />
      ))}
      {others.map((ref) => (
        <figure class="pose" key={ref.url}>
          <Picture src={ref.url} thumbhash={ref.thumbhash} alt={`${character.name}, uploaded image`} />
          <figcaption>
            <span>Uploaded</span>
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

/** True when the last synthesis generated the pose and it is not saved yet. */
function isFresh({ status, synthesis }: Character, pose: SynthesizedPose): boolean {
  if (status !== "REVIEWING" || synthesis?.status !== "SUCCEEDED") return false;
  return synthesis.generations.some((generation) => generation.pose === pose);
}

type FigureProps = {
  readonly name: string;
  readonly pose: SynthesizedPose;
  readonly current: Ref | undefined;
  readonly generation: Generation | undefined;
  readonly isFresh: boolean;
  readonly onRegenerate: (() => void) | undefined;
};

function PoseFigure({ name, pose, current, generation, isFresh, onRegenerate }: FigureProps) {
  const delivered = generation?.status === "DELIVERED" ? generation : null;
  const making = generation !== undefined && !delivered;
  const src = delivered?.thumbUrl ?? current?.url ?? null;
  const thumbhash = delivered?.thumbhash ?? current?.thumbhash ?? null;
  return (
    <figure class={`pose ${pose.toLowerCase()}`}>
      <Picture src={src} thumbhash={thumbhash} alt={`${name}, ${poseName(pose).toLowerCase()}`} making={making} />
      {making ? (
        <span class={`pose-bar ${generation.status === "RUNNING" ? "running" : ""}`} aria-hidden="true" />
      ) : null}
      <figcaption>
        <span>{poseName(pose)}</span>
        {captionOf(generation, isFresh, current !== undefined)}
        {onRegenerate ? (
          <button
            type="button"
            class="link subdued"
            onClick={onRegenerate}
            aria-label={`Regenerate ${poseName(pose).toLowerCase()}`}
          >
            Regenerate
          </button>
        ) : null}
      </figcaption>
    </figure>
  );
}

/** Of a delivered image only a small preview is available until the whole set is there. */
const CAPTIONS = { PENDING: "queued", RUNNING: "drawing…", DELIVERED: "new · preview", FAILED: "failed" } as const;

function captionOf(generation: Generation | undefined, isFresh: boolean, hasImage: boolean) {
  if (generation)
    return <span class={`caption ${generation.status.toLowerCase()}`}>{CAPTIONS[generation.status]}</span>;
  if (!hasImage) return <span class="caption">no image</span>;
  return isFresh ? <span class="caption delivered fresh">new</span> : null;
}

import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { send } from "../../api/client.ts";
import { LEDGER } from "../../api/documents.ts";
import { credits, rateLimits } from "../../api/store.ts";
import type { Credits, LedgerEntry, Page, RateLimit } from "../../api/types.ts";
import { Notice } from "../../parts/notice.tsx";
import { useReconnect } from "../../parts/use-reconnect.ts";
import {
  bucketName,
  capitalized,
  errorNotice,
  kindName,
  minutesAndSeconds,
  type Notice as NoticeContent,
  when,
} from "../../words.ts";

const PAGE_SIZE = 25;
type Answer = { team: { credits: Credits; rateLimits: RateLimit[]; ledger: Page<LedgerEntry> } };

/** The team's credits, those held by running work, and the ledger. */
export function CreditsView() {
  const entries = useSignal<readonly LedgerEntry[]>([]);
  const next = useSignal<string | null>(null);
  const notice = useSignal<NoticeContent | null>(null);
  const load = async (after: string | null) => {
    try {
      const { team } = await send<Answer>(LEDGER, { first: PAGE_SIZE, after });
      rateLimits.value = team.rateLimits;
      notice.value = null;
      entries.value = [...(after ? entries.value : []), ...team.ledger.nodes];
      next.value = team.ledger.pageInfo.hasNextPage ? team.ledger.pageInfo.endCursor : null;
    } catch (error) {
      notice.value = { ...errorNotice("Loading the ledger", error), retry: () => void load(after) };
    }
  };
  const balance = credits.value;
  // A new entry changes the balance, so the first page is read again when the balance changes.
  useEffect(() => void load(null), [balance?.total, balance?.held]);
  useReconnect(() => void load(null));
  return (
    <>
      <Notice notice={notice} />
      <header class="view-header">
        <div>
          <h1>Credits</h1>
          <p class="secondary">
            Credits are held while a call runs, captured when all its images are delivered, and returned otherwise.
          </p>
        </div>
      </header>
      <dl class="figures" aria-live="polite">
        <Figure label="Available" value={balance?.available} strong />
        <Figure label="Held" value={balance?.held} />
        <Figure label="Total" value={balance?.total} />
      </dl>
      <div class="columns">
        <div class="main-column">
          <Ledger entries={entries.value} onMore={next.value ? () => void load(next.value) : null} />
        </div>
        <div class="side-column">
          <RateLimits />
        </div>
      </div>
    </>
  );
}

function Figure({
  label,
  value,
  strong = false,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly strong?: boolean;
}) {
  return (
    <div class={strong ? "figure strong" : "figure"}>
      <dt>{label}</dt>
      <dd>{value === undefined ? "…" : value.toLocaleString()}</dd>
    </div>
  );
}

const SIGNS = { GRANT: "+", HOLD: "", CAPTURE: "−", RELEASE: "" } as const;
const NAMES = { GRANT: "Granted", HOLD: "Held", CAPTURE: "Captured", RELEASE: "Returned" } as const;

function Ledger({
  entries,
  onMore,
}: {
  readonly entries: readonly LedgerEntry[];
  readonly onMore: (() => void) | null;
}) {
  return (
    <section class="panel" aria-labelledby="ledger-title">
      <h2 id="ledger-title">Ledger</h2>
      <div class="table-scroll" tabIndex={0} role="region" aria-labelledby="ledger-title">
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Entry</th>
              <th scope="col">For</th>
              <th scope="col" class="number">
                Credits
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td>{when(entry.createdAt)}</td>
                <td>{NAMES[entry.kind]}</td>
                <td>{paidFor(entry)}</td>
                <td class={`number ${entry.kind.toLowerCase()}`}>
                  {SIGNS[entry.kind]}
                  {entry.amount.toLocaleString()}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {onMore ? (
        <button type="button" class="more" onClick={onMore}>
          Show more
        </button>
      ) : null}
    </section>
  );
}

/** A link to the work that an entry is for. */
function paidFor({ synthesis, image }: LedgerEntry) {
  if (image) return <a href={`/console/images#${image.id}`}>Image: {image.prompt.slice(0, 60)}</a>;
  if (!synthesis) return <span class="faint">–</span>;
  const what = kindName(synthesis);
  if (!synthesis.character) return `${what} (character deleted)`;
  return (
    <a href={`/console/characters/${synthesis.character.id}#${synthesis.id}`}>
      {what}: {synthesis.character.name}
    </a>
  );
}

/** Each rate limit as a meter, with the time until it is full. */
function RateLimits() {
  const now = useSignal(Date.now());
  // Tokens refill at a steady rate, so the page counts them itself between two responses of the server.
  const readAt = useMemo(() => Date.now(), [rateLimits.value]);
  useEffect(() => {
    const timer = setInterval(() => (now.value = Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <section class="panel" aria-labelledby="limits-title">
      <h2 id="limits-title">Rate limits</h2>
      {rateLimits.value.map((bucket) => (
        <Meter key={bucket.bucket} bucket={bucket} readAt={readAt} now={now.value} />
      ))}
    </section>
  );
}

/** Below this share of its limit, a meter has the color of a warning. */
const LOW = 0.25;

type MeterProps = { readonly bucket: RateLimit; readonly readAt: number; readonly now: number };

function Meter({ bucket: { bucket, limit, remaining, resetAt }, readAt, now }: MeterProps) {
  const fullAt = Date.parse(resetAt);
  const secondsLeft = Math.max(0, Math.ceil((fullAt - now) / 1_000));
  const full = secondsLeft === 0 || remaining >= limit;
  const refilled = ((limit - remaining) * Math.max(0, now - readAt)) / (fullAt - readAt);
  const tokens = full ? limit : Math.min(limit, Math.floor(remaining + refilled));
  const name = capitalized(bucketName(bucket));
  return (
    <div class="meter">
      <p>
        <span title={bucket}>{name}</span>
        <span>
          <strong>{tokens.toLocaleString()}</strong> of {limit.toLocaleString()}{" "}
          <span class="faint">{full ? "full" : `full in ${minutesAndSeconds(secondsLeft)}`}</span>
        </span>
      </p>
      <meter
        class={full ? "full" : ""}
        min={0}
        max={limit}
        low={limit * LOW}
        optimum={limit}
        value={tokens}
        aria-label={`${name}: calls left`}
      />
    </div>
  );
}

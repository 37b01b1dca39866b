import type { ResultOf } from "gql.tada";
import type { CHANGES, RESYNTHESIZE } from "./documents.ts";

/** What every GraphQL client reports of the same scenario. The test has the expected values. */
export type Story = {
  readonly before: { readonly name: string; readonly available: number };
  /** The first call, and its repetition with the same key. */
  readonly calls: readonly { readonly replayed: boolean; readonly status: string; readonly synthesis: string }[];
  /** The refusal of another call while the first synthesis runs. */
  readonly refused: { readonly code: string; readonly eligible: readonly string[] };
  /** Each change that arrived over the WebSocket, and the poses of the last one. */
  readonly watched: readonly string[];
  readonly poses: readonly string[];
};

type Answer = NonNullable<ResultOf<typeof RESYNTHESIZE>["resynthesizeCharacter"]>;

/** Makes a call, one that is refused with another key, and the first one again. Then the provider delivers. */
export async function callAgain(
  resynthesize: (key: string) => Promise<Answer>,
  deliver: () => void,
): Promise<Pick<Story, "calls" | "refused">> {
  const [first, refused, again] = [await resynthesize("k"), await resynthesize("other"), await resynthesize("k")];
  deliver();
  if (refused.__typename !== "CharacterStateError") throw new Error(refused.__typename);
  const calls = [first, again].map((call) => {
    if (call.__typename !== "ResynthesizeCharacterSuccess") throw new Error(call.__typename);
    return { replayed: call.replayed, status: call.character.status, synthesis: call.synthesis.status };
  });
  return { calls, refused: { code: refused.code, eligible: refused.eligible } };
}

/** Records each change until the character is in review. */
export function createWatch() {
  const watched: string[] = [];
  const end = Promise.withResolvers<Pick<Story, "watched" | "poses">>();
  return {
    end: end.promise,
    see: (data: ResultOf<typeof CHANGES> | null | undefined, error: unknown) => {
      if (!data) return end.reject(error);
      const { status, character } = data.characterStatusChanged;
      watched.push(status);
      if (status === "REVIEWING") end.resolve({ watched, poses: character?.refs.map(({ pose }) => pose) ?? [] });
    },
  };
}

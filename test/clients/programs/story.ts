import type { ResultOf } from "gql.tada";
import type { CHANGES, RESYNTHESIZE } from "./documents.ts";

/** What every GraphQL client tells of the same story; the test knows how it must end. */
export type Story = {
  readonly before: { readonly name: string; readonly available: number };
  /** The first call, and the same again with its key. */
  readonly calls: readonly { readonly replayed: boolean; readonly status: string; readonly synthesis: string }[];
  /** The refusal of a call while the first one runs. */
  readonly refused: { readonly code: string; readonly eligible: readonly string[] };
  /** Each change that came over the WebSocket, and the poses of the last. */
  readonly watched: readonly string[];
  readonly poses: readonly string[];
};

type Answer = NonNullable<ResultOf<typeof RESYNTHESIZE>["resynthesizeCharacter"]>;

/** Calls, is refused with another key, calls again with the first one; then the pictures may come. */
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

/** Notes each change until the character waits for its review. */
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

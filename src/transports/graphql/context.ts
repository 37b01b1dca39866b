import type { AppContext } from "../../context.ts";
import type { Call } from "../../domain/principal.ts";

/** What every resolver is given. The schema itself knows no app, so it can be built and printed without one. */
export type GraphqlContext = {
  readonly app: AppContext;
  readonly call: Call;
  /** The `Idempotency-Key` header, when it stands for the argument of the one keyed field that runs. */
  readonly headerKey: string | null;
};

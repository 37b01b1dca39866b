import type { SeenCharacter, SeenImage } from "../helpers/clients.ts";
import { CHARACTER, graphqlCall } from "../helpers/graphql-client.ts";
import { restDetails, toArguments, toSeen, toSeenImage } from "../helpers/graphql-spelling.ts";
import { restCall } from "../helpers/rest-client.ts";
import type { Answer } from "./predict.ts";
import type { Caller, Request } from "./request.ts";
import { readShown } from "./shown.ts";
import type { Ids } from "./system.ts";

/** What is needed to send a request and to translate its response into the model's terms. */
export type Wire = {
  readonly ids: Ids;
  /** The synthesis and pose that each image path belongs to. */
  readonly tags: ReadonlyMap<string, string>;
  readonly secrets: Readonly<Record<Caller["as"], string>>;
};

type Json = Record<string, unknown>;
/** A request for both transports. `body` is the REST body; `args` are the GraphQL arguments without the key. */
type Words = {
  readonly rest: readonly [method: string, path: string, body: Json | undefined];
  readonly field: string;
  readonly args: Readonly<Record<string, readonly [type: string, value: unknown]>>;
  readonly selection: string;
};

const UNKNOWN = "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR";
const UNKNOWN_RUN = "syn_01HXMQ7Z3K8Y2NABCDEFGHJKMR";
const SHOWN = `character { ${CHARACTER} }`;
const IMAGE = "image { id status prompt characterId refSet cost createdAt }";
/** The typed details that each mutation's union can have. */
const DETAILS = {
  limited: "... on UserError { code } ... on RateLimitExceededError { bucket retryAfterSeconds }",
  state: "... on CharacterStateError { status eligible stateReason }",
  credits: "... on InsufficientCreditsError { required available held }",
  key: "... on IdempotencyKeyInUseError { reason }",
  notReady: "... on CharacterNotReadyError { notReady: status }",
} as const;

/** Sends a request to `url` and reads the response. */
export async function ask(wire: Wire, url: string, caller: Caller, request: Request): Promise<Answer> {
  const words = wordsFor(wire.ids, request);
  const key = "key" in request ? request.key : null;
  return caller.transport === "rest"
    ? overRest(wire, url, caller, words, key)
    : overGraphql(wire, url, caller, words, key);
}

async function overRest(wire: Wire, url: string, caller: Caller, { rest }: Words, key: string | null): Promise<Answer> {
  const [method, path, body] = rest;
  const init = { ...(body === undefined ? {} : { body }), ...(key === null ? {} : { key }) };
  const { status, headers, json } = await restCall(url, wire.secrets[caller.as], method, path, init);
  const left = headers.get("x-ratelimit-remaining");
  const replayed = headers.get("aurous-idempotent-replayed") === "true";
  const { issues: _issues, ...details } = json.error?.details ?? {};
  const code = json.error?.code ?? "ok";
  const shown = json.error ? null : readShown(wire, json);
  return { code, status, replayed, details, shown, remaining: left === null ? null : Number(left) };
}

async function overGraphql(
  wire: Wire,
  url: string,
  caller: Caller,
  { field, args, selection }: Words,
  key: string | null,
): Promise<Answer> {
  const keyed = key === null || caller.keyInHeader ? {} : { idempotencyKey: ["String", key] as const };
  const given = Object.entries({ ...args, ...keyed }).filter(([, [, value]]) => value !== undefined);
  const list = (items: readonly string[]) => (items.length === 0 ? "" : `(${items.join(", ")})`);
  const kind = field === "character" || field === "team" ? "query" : "mutation";
  const document = `${kind} ${list(given.map(([name, [type]]) => `$${name}: ${type}`))}
    { result: ${field}${list(given.map(([name]) => `${name}: $${name}`))} { ${selection} } }`;
  const variables = Object.fromEntries(given.map(([name, [, value]]) => [name, value]));
  const headers: Record<string, string> =
    key !== null && caller.keyInHeader ? { "idempotency-key": Buffer.from(key).toString("latin1") } : {};
  const { status, body } = await graphqlCall(url, wire.secrets[caller.as], document, variables, headers);
  const error = body.errors?.[0]?.extensions;
  const result = body.data?.result as Json | null | undefined;
  const nothing = { status, replayed: false, details: {}, shown: null, remaining: null };
  if (error) return { ...nothing, code: String(error.code), details: restDetails(only(error, ["retryAfterSeconds"])) };
  if (!result) return { ...nothing, code: "resource_not_found" };
  if (typeof result.code === "string") {
    const { code, notReady, ...details } = result;
    const named = restDetails(notReady === undefined ? details : { status: notReady });
    return { ...nothing, code, details: named };
  }
  const shown = result.character === null ? null : readShown(wire, seen(result));
  return { ...nothing, code: "ok", replayed: result.replayed === true, shown };
}

const only = (details: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(details).filter(([name]) => names.includes(name)));

/** The successful result in REST spelling. */
function seen(result: Json): SeenCharacter | SeenImage | Json {
  if (result.image) return toSeenImage(result.image as Json);
  if (result.character) return toSeen(result.character as Json);
  if (result.deletedId) return { id: result.deletedId, object: "character", deleted: true };
  if (result.credits) {
    const { total, held, available } = result.credits as Record<string, number>;
    return { credits: total, held_credits: held, available_credits: available, currency: "credit" };
  }
  return toSeen(result);
}

function wordsFor(ids: Ids, request: Request): Words {
  const id = "character" in request && request.character !== null ? (ids.characters[request.character] ?? UNKNOWN) : "";
  const path = `/v1/characters/${id}`;
  const aboutId = { id: ["ID!", id] } as const;
  const about = { characterId: ["ID!", id] } as const;
  const details = detailsOf(request);
  const keyed = `... on ${typeOf(request)} { replayed ${request.op === "image" ? IMAGE : SHOWN} } ${details}`;
  const free = `... on ${typeOf(request)} { ${SHOWN} } ${details}`;
  switch (request.op) {
    case "resynthesize": {
      const args = { ...aboutId, forceAll: ["Boolean", request.body?.force_all] } as const;
      const body = request.body === null ? undefined : { ...request.body };
      return { rest: ["POST", `${path}/resynthesize`, body], field: "resynthesizeCharacter", args, selection: keyed };
    }
    case "regenerate": {
      const { pose, prompt_override } = request.body;
      const wish = { promptOverride: ["String", prompt_override] } as const;
      const args = { ...aboutId, pose: ["Pose!", String(pose).toUpperCase()], ...wish } as const;
      const rest = ["POST", `${path}/refs/regenerate`, { ...request.body }] as const;
      return { rest, field: "regenerateCharacterRef", args, selection: keyed };
    }
    case "create": {
      const args = { input: ["CreateCharacterInput!", toArguments(request.body)] } as const;
      return {
        rest: ["POST", "/v1/characters", { ...request.body }],
        field: "createCharacter",
        args,
        selection: keyed,
      };
    }
    case "image": {
      const body = { ...request.body, ...(request.character === null ? {} : { character_id: id }) };
      const args = { input: ["CreateImageInput!", toArguments(body)] } as const;
      return { rest: ["POST", "/v1/images", body], field: "createImage", args, selection: keyed };
    }
    case "save":
      return { rest: ["POST", `${path}/save`, undefined], field: "saveCharacter", args: aboutId, selection: free };
    case "update": {
      const { name, attributes } = request;
      const body = { ...(name === undefined ? {} : { name }), ...(attributes === undefined ? {} : { attributes }) };
      // Over GraphQL an empty object clears all attributes, because null there means "not sent".
      const input = toArguments({ ...body, ...(attributes === null ? { attributes: {} } : {}) });
      const args = { ...aboutId, input: ["UpdateCharacterInput!", input] } as const;
      return { rest: ["PATCH", path, body], field: "updateCharacter", args, selection: free };
    }
    case "delete":
      return {
        rest: ["DELETE", path, undefined],
        field: "deleteCharacter",
        args: aboutId,
        selection: `... on ${typeOf(request)} { deletedId } ${details}`,
      };
    case "cancel": {
      const run = request.run === null ? undefined : (ids.runs[request.run] ?? UNKNOWN_RUN);
      const args = { ...about, synthesisId: ["ID", run] } as const;
      const body = run === undefined ? undefined : { synthesis_id: run };
      return { rest: ["POST", `${path}/cancel`, body], field: "cancelSynthesis", args, selection: free };
    }
    case "restore": {
      const { number } = request;
      const args = { ...about, number: ["Int!", number] } as const;
      return { rest: ["POST", `${path}/refs/restore`, { number }], field: "restoreRefSet", args, selection: free };
    }
    case "get":
      return { rest: ["GET", path, undefined], field: "character", args: aboutId, selection: CHARACTER };
    case "balance":
      return {
        rest: ["GET", "/v1/balance", undefined],
        field: "team",
        args: {},
        selection: "credits { total held available }",
      };
    default:
      return request satisfies never;
  }
}

const TYPES: Readonly<Record<Request["op"], string>> = {
  resynthesize: "ResynthesizeCharacterSuccess",
  regenerate: "RegenerateCharacterRefSuccess",
  create: "CreateCharacterSuccess",
  image: "CreateImageSuccess",
  save: "SaveCharacterSuccess",
  update: "UpdateCharacterSuccess",
  delete: "DeleteCharacterSuccess",
  cancel: "CancelSynthesisSuccess",
  restore: "RestoreRefSetSuccess",
  get: "",
  balance: "",
};
const paid = [DETAILS.limited, DETAILS.credits, DETAILS.key];
function detailsOf({ op }: Request): string {
  if (op === "resynthesize" || op === "regenerate") return [...paid, DETAILS.state].join(" ");
  if (op === "create") return paid.join(" ");
  if (op === "image") return [...paid, DETAILS.notReady].join(" ");
  return op === "update" || op === "delete" ? DETAILS.limited : `${DETAILS.limited} ${DETAILS.state}`;
}
const typeOf = ({ op }: Request) => TYPES[op];

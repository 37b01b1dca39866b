/**
 * A request and the fingerprint that version 0.1.0 stored for it. A stored key outlives a deployment. If one of these
 * values changed, a retry that reaches the new version would be refused as another body. Add rows, and never change one.
 */
export type RecordedRequest = {
  /** What is special about the request. */
  readonly about: string;
  /** Two characters that make this row's ids. `ID` in `sent` is its character, `UPLOAD1` and `UPLOAD2` are its uploads. */
  readonly row: string;
  readonly operation: "resynthesize_character" | "create_character" | "regenerate_character_ref" | "create_image";
  readonly sent: RestRequest | GraphqlRequest;
  /** SHA-256, hex. */
  readonly fingerprint: string;
};

/** `body` is the text as sent; null sends none. */
type RestRequest = { readonly rest: string | null };
/** One mutation field with all arguments but the key. `variables` is the text as sent. */
type GraphqlRequest = { readonly graphql: string; readonly declared?: string; readonly variables?: string };

/** Fixed ids, because a target and the ids in a body are part of the fingerprint. */
export const characterId = (row: string) => `char_01KB${"0".repeat(20)}${row}`;
export const uploadId = (row: string, nth: 1 | 2) => `upl_01KB${"0".repeat(19)}${row}${nth}`;

type Row = readonly [about: string, row: string, sent: RestRequest | GraphqlRequest, fingerprint: string];
export const requestsTo = (operation: RecordedRequest["operation"], rows: readonly Row[]): RecordedRequest[] =>
  rows.map(([about, row, sent, fingerprint]) => ({ about, row, operation, sent, fingerprint }));

import { expect } from "vitest";
import { paint } from "../helpers/fake-provider.ts";
import { restCall } from "../helpers/rest-client.ts";

export type Ticket = {
  upload_id: string;
  upload_url: string;
  upload_headers: Record<string, string>;
  expires_at: string;
};

/** Requests an upload of a PNG. */
export async function initUpload(url: string, apiKey: string): Promise<Ticket> {
  const body = { filename: "mina.png", extension: "png", content_type: "image/png" };
  const { status, json } = await restCall(url, apiKey, "POST", "/v1/characters/uploads/init", { body });
  expect(status).toBe(200);
  return json;
}

/** Sends bytes to an upload's URL, without an API key. */
export async function putUpload(
  ticket: Ticket,
  bytes: Uint8Array,
  headers: Record<string, string> = ticket.upload_headers,
): Promise<{ status: number; json: { upload_id?: string; error?: { code: string } } }> {
  const response = await fetch(ticket.upload_url, { method: "PUT", headers, body: new Uint8Array(bytes) });
  return { status: response.status, json: (await response.json()) as { upload_id?: string } };
}

/** Uploads an image that can become a ref, and returns its upload id. */
export async function upload(url: string, apiKey: string, nth = 1): Promise<string> {
  const ticket = await initUpload(url, apiKey);
  expect((await putUpload(ticket, (await paint(nth)).bytes)).status).toBe(200);
  return ticket.upload_id;
}

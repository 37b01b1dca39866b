import { setTimeout as delay } from "node:timers/promises";
import type { Connector } from "./connect.ts";
import { NotSentError } from "./errors.ts";
import { reconnectDelay } from "./pool.ts";
import type { Client } from "./postgres-js/client.ts";

/** A listener sends nothing by itself and would never notice a dead connection, so it sends a statement this often. */
const HEARTBEAT_MS = 15_000;
/** The statement starts or stops listening to this channel. (Listening to the same channel twice sends nothing.) */
const HEARTBEAT_CHANNEL = "retake_heartbeat";

type Subscription = {
  readonly channel: string;
  readonly onNotify: (payload: string) => void;
  readonly onListen: () => void;
  /** The client that listens to the channel, and the function that stops it. */
  client?: Client;
  unlisten?: () => Promise<unknown>;
};

/**
 * Listens to any number of channels over one connection and listens again after every loss of it. (The driver retries
 * only once after a loss and stops for good when that attempt fails.)
 */
export class Listener {
  readonly #connector: Connector;
  readonly #silenceMs: number;
  readonly #subscriptions = new Set<Subscription>();
  readonly #heartbeat: NodeJS.Timeout;
  #current: Client | undefined;
  #connecting: Promise<Client> | undefined;
  #ended = false;

  /** A connection that does not answer for `silenceMs` is closed. */
  constructor(connector: Connector, silenceMs: number) {
    this.#connector = connector;
    this.#silenceMs = silenceMs;
    this.#heartbeat = setInterval(() => {
      const client = this.#current;
      if (client) this.#beat(client).catch(() => this.#drop(client));
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /**
   * Calls `onNotify` with each payload, and `onListen` after each connect, because earlier notifications may be lost.
   * Rejects when the first connection fails. Returns a function that stops listening.
   */
  async listen(
    channel: string,
    onNotify: (payload: string) => void,
    onListen: () => void,
  ): Promise<() => Promise<void>> {
    const subscription: Subscription = { channel, onNotify, onListen };
    this.#subscriptions.add(subscription);
    try {
      const client = this.#current ?? (await this.#connectFirst());
      if (subscription.client !== client) await this.#subscribe(client, subscription);
    } catch (error) {
      this.#subscriptions.delete(subscription);
      throw error;
    }
    return () => this.#stop(subscription);
  }

  async end(): Promise<void> {
    this.#ended = true;
    clearInterval(this.#heartbeat);
    await this.#connecting?.catch(() => {});
    this.#current?.close();
  }

  /** Tries each server with each encryption once, because the first in the list may be a standby or unavailable. */
  async #connectFirst(): Promise<Client> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await this.#connect(failures);
      } catch (error) {
        if (this.#ended || failures + 1 >= this.#connector.places) throw error;
      }
    }
  }

  #connect(failures: number): Promise<Client> {
    this.#connecting ??= this.#open(failures).finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  /** Connects and listens to all requested channels. After each failure it tries the next server. */
  async #open(failures: number): Promise<Client> {
    await delay(reconnectDelay(failures));
    if (this.#ended) throw new NotSentError("the listener was ended");
    const options = { name: "retake listen", onLost: () => this.#drop(client) };
    const client: Client = this.#connector.createClient(options, failures);
    try {
      await this.#beat(client);
      for (const subscription of this.#subscriptions) await this.#subscribe(client, subscription);
    } catch (error) {
      client.close();
      throw new NotSentError("no connection to the database for LISTEN", error);
    }
    this.#current = client;
    return client;
  }

  async #subscribe(client: Client, subscription: Subscription): Promise<void> {
    const { channel, onNotify, onListen } = subscription;
    subscription.client = client;
    const notify = (payload: string) => void (this.#subscriptions.has(subscription) && onNotify(payload));
    const { unlisten } = await this.#within(client, client.sql.listen(channel, notify, onListen));
    subscription.unlisten = unlisten;
  }

  async #stop(subscription: Subscription): Promise<void> {
    const { client, unlisten } = subscription;
    if (!this.#subscriptions.delete(subscription) || !client || client !== this.#current) return;
    if (this.#subscriptions.size > 0) return void (await unlisten?.());
    this.#current = undefined;
    client.close();
  }

  async #beat(client: Client): Promise<void> {
    const { unlisten } = await this.#within(
      client,
      client.sql.listen(HEARTBEAT_CHANNEL, () => {}),
    );
    await this.#within(client, unlisten());
  }

  async #within<T>(client: Client, work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#drop(client), this.#silenceMs);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
    }
  }

  #drop(client: Client): void {
    client.close();
    if (this.#current !== client) return;
    this.#current = undefined;
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    for (let failures = 1; !this.#ended && !this.#current && this.#subscriptions.size > 0; failures += 1) {
      await this.#connect(failures).catch(() => {});
    }
  }
}

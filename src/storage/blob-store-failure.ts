/** A blob store that could not do it. The message is for the log: an operation, a status or code, never a secret. */
export class BlobStoreFailure extends Error {
  override readonly name = "BlobStoreFailure";
  /** True when it may work later (network, timeout, 429, 5xx); false when somebody has to change something. */
  readonly retryable: boolean;

  constructor(message: string, retryable: boolean) {
    super(message);
    this.retryable = retryable;
  }
}

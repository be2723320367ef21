/** What everything that may take long is told: where the cache is, whom to tell what goes on, and when to give up. */
export type PrepareOptions = {
  readonly cache: string;
  readonly onProgress?: ((text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
};

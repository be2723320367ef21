/** Keeps so many of what was made, those that were asked for last. What cannot be made is not kept. */
export class LastUsed<T> {
  readonly #most: number;
  readonly #kept = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  async get<U extends T | undefined>(key: string, make: () => Promise<U>): Promise<T | U> {
    const found = this.#kept.get(key) ?? (await make());
    if (found === undefined) return found;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
    return found;
  }
}

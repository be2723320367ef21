/**
 * Work that is done one after the other. What takes long tells how far it is, and what is quick tells nothing: hundreds of trials in a row
 * would be all that is seen of a host.
 */
export class Turns {
  readonly #changed: () => void;
  #last: Promise<unknown> = Promise.resolve();
  #told = '';

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** What is going on for more than half a second; else empty. */
  get told(): string {
    return this.#told;
  }

  /** Begins when whoever came before is done, however that ended. */
  take<T>(what: string, work: (tell: (step: string) => void) => Promise<T>): Promise<T> {
    const done = this.#last.then(() => this.#work(what, work));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #work<T>(what: string, work: (tell: (step: string) => void) => Promise<T>): Promise<T> {
    let step = '';
    const timer = setInterval(() => this.#turn(step === '' ? what : `${what}: ${step}`), TELL_EVERY_MS);
    try {
      return await work((next) => (step = next));
    } finally {
      clearInterval(timer);
      this.#turn('');
    }
  }

  #turn(told: string): void {
    if (told === this.#told) return;
    this.#told = told;
    this.#changed();
  }
}

const TELL_EVERY_MS = 500;

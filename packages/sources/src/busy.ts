import { RegscopeError } from '@regscope/contract';

/** Long work, one at a time, of which everybody who looks at the host is told how far it is. */
export class Busy {
  readonly #host: string;
  readonly #changed: () => void;
  #told = '';

  constructor(host: string, changed: () => void) {
    this.#host = host;
    this.#changed = changed;
  }

  /** What is going on; else empty. */
  get told(): string {
    return this.#told;
  }

  /** Throws a RegscopeError of code HOST_BUSY while other work goes on. */
  async take<T>(what: string, work: (tell: (step: string) => void) => Promise<T>): Promise<T> {
    if (this.#told !== '')
      throw new RegscopeError('HOST_BUSY', `${this.#host} is busy: ${this.#told}; try again when it is done`, {
        host: this.#host,
      });
    let told = 0;
    this.#turn(what);
    try {
      return await work((step) => {
        if (performance.now() - told < TELL_EVERY_MS) return;
        told = performance.now();
        this.#turn(`${what}: ${step}`);
      });
    } finally {
      this.#turn('');
    }
  }

  #turn(told: string): void {
    this.#told = told;
    this.#changed();
  }
}

const TELL_EVERY_MS = 500;

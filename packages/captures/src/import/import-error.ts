import { CaptureError } from '../capture-error.ts';

/** A file that cannot be imported: which one, what it was taken for, where in it (an offset or a JSON pointer), and what was expected there. */
export class ImportError extends CaptureError {
  readonly format: string;

  constructor(file: string, { format, place }: { format: string; place: string }, because: string) {
    super(file, `taken for ${format}${place === '' ? '' : `, ${place}`}`, because);
    this.format = format;
  }
}

/** Ends an import. `place` is an offset or a JSON pointer. */
export type Stop = (place: string, because: string) => never;

export function stopper(file: string, format: string): Stop {
  return (place, because) => {
    throw new ImportError(file, { format, place }, because);
  };
}

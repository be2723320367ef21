/** A capture that cannot be read: which file, where in it (a JSON pointer, or line and column), and why. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';
  readonly file: string;
  readonly place: string;

  constructor(file: string, place: string, because: string) {
    super(`${file}${place === '' ? '' : `, ${place}`}: ${because}`);
    this.file = file;
    this.place = place;
  }
}

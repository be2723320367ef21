// What JSON.parse lets pass: a key given twice, and nesting that fills the memory before anybody looks at it.

export type Trouble = { at: number; because: string };

/** The first place where brackets lie deeper than `most`. Works on any text, JSON or not. */
export function tooDeep(text: string, most: number): Trouble | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPEN_OBJECT || code === OPEN_LIST) depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth--;
    if (depth > most) return { at, because: `nested deeper than ${most} levels` };
  }
  return undefined;
}

/** The first key that its object holds already. The text must be JSON. */
export function repeatedKey(text: string): Trouble | undefined {
  const open: (Set<string> | undefined)[] = [];
  let last = { from: 0, to: 0 };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      last = { from: at, to: end };
      at = end;
    } else if (code === OPEN_OBJECT) open.push(new Set());
    else if (code === OPEN_LIST) open.push(undefined);
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) open.pop();
    else if (code === COLON) {
      const keys = open.at(-1);
      const key = keyOf(text.slice(last.from, last.to + 1));
      if (keys?.has(key) === true)
        return { at: last.from, because: `the key ${JSON.stringify(key)} stands here twice` };
      keys?.add(key);
    }
  }
  return undefined;
}

/** The same text with every integer of more digits than a double holds as a string, so that JSON.parse rounds none. The text may be anything. */
export function quoteLongIntegers(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (isNumeric(code)) {
      const end = endOfNumber(text, at);
      if (end - at > SAFE_DIGITS && end - at <= MOST_DIGITS && /^\d+$/.test(text.slice(at, end))) {
        parts.push(text.slice(from, at), '"', text.slice(at, end), '"');
        from = end;
      }
      at = end - 1;
    }
  }
  return parts.join('') + text.slice(from);
}

/** Number.MAX_SAFE_INTEGER has 16 digits. */
const SAFE_DIGITS = 15;
/** Of 128 bits. */
const MOST_DIGITS = 39;

/** Digits, and what else a JSON number is made of. */
function isNumeric(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e || (code | 0x20) === 0x65;
}

function endOfNumber(text: string, from: number): number {
  let at = from;
  while (at < text.length && isNumeric(text.charCodeAt(at))) at++;
  return at;
}

/** `line 3, column 14`. */
export function placeOf(text: string, at: number): string {
  const before = text.slice(0, at);
  return `line ${before.split('\n').length}, column ${at - before.lastIndexOf('\n')}`;
}

const [QUOTE, COLON, BACKSLASH] = [0x22, 0x3a, 0x5c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Where the quote is that ends the string which begins here; the end of the text where none is. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

/** Two spellings of one key are one key. */
function keyOf(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

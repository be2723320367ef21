// What JSON.parse lets pass: a key given twice, and nesting that fills the memory before anybody looks at it.

export type Trouble = { at: number; because: string };

/** The first place where brackets lie deeper than `most`. Works on any text, JSON or not. */
export function tooDeep(text: string, most: number): Trouble | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth > most) return { at: index, because: `nested deeper than the ${most} levels that a capture has` };
  }
  return undefined;
}

/** The first key that its object holds already. The text must be JSON. */
export function repeatedKey(text: string): Trouble | undefined {
  const open: (Set<string> | undefined)[] = [];
  let last = { token: '', at: 0 };
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set());
    if (token === '[') open.push(undefined);
    if (token === '}' || token === ']') open.pop();
    if (token === ':') {
      const keys = open.at(-1);
      const key = String(JSON.parse(last.token));
      if (keys?.has(key) === true) return { at: last.at, because: `the key ${JSON.stringify(key)} stands here twice` };
      keys?.add(key);
    }
    last = { token, at: index };
  }
  return undefined;
}

/** `line 3, column 14`. */
export function placeOf(text: string, at: number): string {
  const before = text.slice(0, at);
  return `line ${before.split('\n').length}, column ${at - before.lastIndexOf('\n')}`;
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:]/gs;

/**
 * Where each value of a JSON text stands, by its path such as `templates.0.name`.
 *
 * @param text that `JSON.parse` takes
 * @returns offsets of the values' first characters
 */
export function jsonPlaces(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let at = 0;
  const blanks = () => {
    while (/\s/u.test(text[at] ?? '')) at += 1;
  };
  const string = (): string => {
    const from = at;
    at += 1;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at += 1;
    return String(JSON.parse(text.slice(from, at)));
  };
  const members = (path: string, end: '}' | ']') => {
    at += 1;
    for (let index = 0; at < text.length; index += 1) {
      blanks();
      if (text[at] === end) break;
      let key = `${index}`;
      if (end === '}') {
        key = string();
        blanks();
        at += 1;
      }
      value(path === '' ? key : `${path}.${key}`);
      blanks();
      if (text[at] === ',') at += 1;
    }
    at += 1;
  };
  const value = (path: string): void => {
    blanks();
    places.set(path, at);
    const first = text[at];
    if (first === '{') members(path, '}');
    else if (first === '[') members(path, ']');
    else if (first === '"') string();
    else while (at < text.length && !/[\s,\]}]/u.test(text[at] ?? '')) at += 1;
  };
  value('');
  return places;
}

/** The line of an offset, the first being 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

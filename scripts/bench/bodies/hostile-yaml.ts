import type { HostileValue } from './hostile-values.ts';

/** As many octets as a part of YAML may have. */
const size = 65_536;

/** What a parser of YAML reads one by one, to no end, behind what begins it. */
const repeated: readonly (readonly [string, string])[] = [
  ['[', ','],
  ['', '['],
  ['- ', '{'],
  ['', ']'],
  ['', '[]'],
  ['[', '[],'],
  ['[', 'a: b,'],
  ['- {', 'a,'],
  ['', '- '],
  ['', '? '],
  ['', '?\n'],
  ['', ': '],
  ['', 'a: '],
  ['', 'a:\n'],
  ['', '<<: 1\n'],
  ['', '&a '],
  ['', '!a '],
  ['', '*a '],
  ['', '"" '],
  ['', '"a": '],
  ['', "''\n"],
  ['', '%A\n'],
  ['', '%TAG !a! b\n'],
  ['', '---\n'],
  ['', '[#\n'],
  ['', '#\n'],
  ['', '\n'],
  ['', '>\n a\n'],
  ['a: |\n', ' a\n'],
  ['a: >\n', ' a\n'],
  ['a: "', '\\n'],
  ['a: ', '1'],
  ['a: ', 'a\n '],
  ['', '\r'],
];

/** Texts as large as a part may be that cost a parser of YAML the most. */
export function hostileYaml(): readonly HostileValue[] {
  const endless = repeated.map(([begin, more]) => ({
    kind: `YAML, ${JSON.stringify(begin)} and ever more ${JSON.stringify(more)}`,
    json: begin + more.repeat(Math.floor((size - begin.length) / more.length)),
  }));
  return [...endless, { kind: 'YAML, ever more members', json: lines((n) => `m${n}:`) }, stairs];
}

const stairs: HostileValue = {
  kind: 'YAML, ever deeper members',
  json: lines((n) => `${' '.repeat(n)}a:`),
};

/** As many lines as fit. */
function lines(line: (n: number) => string): string {
  let text = '';
  for (let n = 0; text.length + line(n).length < size; n += 1) text += `${line(n)}\n`;
  return text;
}

import { readFileSync } from 'node:fs';
import { parseLabel } from '../../src/albatross/names.ts';

/** Golden vectors of the real implementation; VECTORS.md beside the file describes the lines. */
const file = new URL('../../../shared/albatross/vectors.jsonl', import.meta.url);

/** What a line holds, as JSON has it: its members are read by the converters of each kind. */
export interface Json {
  // biome-ignore lint/suspicious/noExplicitAny: foreign JSON, whose every line is compared whole
  readonly [member: string]: any;
}

export interface Vector extends Json {
  readonly kind: string;
  readonly id: string;
}

export const vectors: readonly Vector[] = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

export const ofKind = (kind: string) => vectors.filter((vector) => vector.kind === kind);

export const hex = (octets: string) => Buffer.from(octets, 'hex');

export const toName = (json: Json) => ({
  path: json.path.map(parseLabel),
  label: json.name === null ? null : parseLabel(json.name),
});

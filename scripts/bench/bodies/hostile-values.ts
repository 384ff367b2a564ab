import { alternatives, type OpenApi, type Schema } from './schema.ts';

/** A value as JSON that is not what its schema asks for, and what is the matter with it. */
export interface HostileValue {
  readonly kind: string;
  readonly json: string;
}

/** Deeper than this no member of a body is taken apart. */
const deepest = 4;

/** More than `parseJson` lets through, and as many as it just does. */
const justAllowed = { items: 4_000, members: 190, depth: 30 } as const;

/** What expressions for labels, addresses, times and networks read one by one, to no end. */
const repeated = [
  'a',
  '-',
  '.',
  'a.',
  'a@',
  '1.',
  '::',
  '0',
  '2026-',
  ' ',
  'é',
  '\\u0000',
  '-----',
];

/** A value that follows a schema, more or less. */
export function sample(schema: Schema, document: OpenApi, depth = 0): unknown {
  const [first = {}] = alternatives(schema, document);
  const { example, enum: allowed, minLength = 1, minimum = 0 } = first;
  const type = [first.type].flat()[0];
  if (first.const !== undefined) return first.const;
  if (example !== undefined) return example;
  if (allowed) return allowed[0];
  if (type === 'array') return depth > deepest ? [] : [sampleItem(first, document, depth)];
  if (type === 'integer' || type === 'number') return minimum;
  if (type === 'boolean') return false;
  if (type === 'string') return 'a'.repeat(minLength);
  if (!first.properties || depth > deepest) return {};
  const members = Object.entries(first.properties);
  return Object.fromEntries(members.map(([name, of]) => [name, sample(of, document, depth + 1)]));
}

function sampleItem({ items = {} }: Schema, document: OpenApi, depth: number): unknown {
  return sample(items, document, depth + 1);
}

/** Bodies that follow the schema but in one place, each of about `size` octets at most. */
export function hostileBodies(schema: Schema, document: OpenApi, size: number): HostileValue[] {
  return within(schema, document, size, 0);
}

function within(schema: Schema, document: OpenApi, size: number, depth: number): HostileValue[] {
  const options = alternatives(schema, document);
  const here = options.flatMap((option) => itself(option, document, size));
  if (depth >= deepest) return here;
  const below = options.flatMap((option) => members(option, document, size, depth));
  return [...unique(here), ...below];
}

/** What is wrong in one member or item, the others as they should be. */
function members(option: Schema, document: OpenApi, size: number, depth: number): HostileValue[] {
  const around = Object(sample(option, document));
  const named = Object.entries(option.properties ?? {}).flatMap(([name, member]) =>
    within(member, document, size, depth + 1).map(({ kind, json }) => ({
      kind: `${name}: ${kind}`,
      json: withMember(around, name, json),
    })),
  );
  if (!option.items) return named;
  const items = within(option.items, document, size, depth + 1);
  return [...named, ...items.map(({ kind, json }) => ({ kind: `[]: ${kind}`, json: `[${json}]` }))];
}

function withMember(around: Readonly<Record<string, unknown>>, name: string, json: string): string {
  const others = Object.entries(around)
    .filter(([other]) => other !== name)
    .map(([other, value]) => `${JSON.stringify(other)}:${JSON.stringify(value)}`);
  return `{${[...others, `${JSON.stringify(name)}:${json}`].join(',')}}`;
}

/** What is wrong with a value itself: too much of it, too deep, too long, of the wrong kind. */
function itself(option: Schema, document: OpenApi, size: number): HostileValue[] {
  return [
    ...wrongKinds(size),
    ...tooDeep(size),
    ...tooMany(option, document, size),
    ...tooLong(size),
  ];
}

function wrongKinds(size: number): HostileValue[] {
  const values = ['null', 'true', '0', '-1', '1e308', '0.1', '""', '[]', '{}', '[null]', '{"":{}}'];
  const digits = { kind: 'wrong kind, digits', json: '1'.repeat(size) };
  return [...values.map((json) => ({ kind: `wrong kind, ${json}`, json })), digits];
}

function tooDeep(size: number): HostileValue[] {
  return [justAllowed.depth, size / 8].flatMap((depth) => [
    { kind: `too deep, ${depth} arrays`, json: '['.repeat(depth) + ']'.repeat(depth) },
    { kind: `too deep, ${depth} objects`, json: `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}` },
  ]);
}

function tooMany(option: Schema, document: OpenApi, size: number): HostileValue[] {
  const good = option.items ? [JSON.stringify(sample(option.items, document))] : [];
  return [justAllowed.items, size].flatMap((count) => [
    ...['"q"', '0', '{}', ...good].map((item) => ({
      kind: `too many, ${count} of ${item.slice(0, 20)}`,
      json: `[${fill((n) => (n < count ? item : null), size)}]`,
    })),
    {
      kind: `too many, ${count === size ? 'ever more' : justAllowed.members} members`,
      json: `{${fill((n) => (count === size || n < justAllowed.members ? `"m${n}":0` : null), size)}}`,
    },
  ]);
}

/** As many as fit, with commas between them. */
function fill(item: (n: number) => string | null, size: number): string {
  const items: string[] = [];
  for (let n = 0, octets = 0; octets < size; n += 1) {
    const next = item(n);
    if (next === null) break;
    octets += next.length + 1;
    if (octets < size) items.push(next);
  }
  return items.join(',');
}

function tooLong(size: number): HostileValue[] {
  return repeated.flatMap((text) =>
    [60, 1_000, size].map((octets) => ({
      kind: `too long, ${octets} of ${text}`,
      json: `"${text.repeat(Math.floor(octets / Buffer.byteLength(text)))}!"`,
    })),
  );
}

function unique(values: readonly HostileValue[]): HostileValue[] {
  return [...new Map(values.map((value) => [value.json, value])).values()];
}

import { mutateTree } from './mutate-tree.ts';
import type { Random } from './random.ts';

type Mutation = (octets: Buffer, random: Random, corpus: readonly Buffer[]) => Buffer;

const flip: Mutation = (octets, random) => {
  const mutated = Buffer.from(octets);
  if (mutated.length === 0) return mutated;
  for (let i = random.below(4); i >= 0; i--) {
    const at = random.below(mutated.length);
    mutated.writeUInt8(mutated.readUInt8(at) ^ (1 << random.below(8)), at);
  }
  return mutated;
};

const replace: Mutation = (octets, random) => {
  const mutated = Buffer.from(octets);
  if (mutated.length > 0) mutated.writeUInt8(random.below(256), random.below(mutated.length));
  return mutated;
};

const truncate: Mutation = (octets, random) => octets.subarray(0, random.below(octets.length + 1));

const remove: Mutation = (octets, random) => {
  const at = random.below(octets.length + 1);
  return Buffer.concat([octets.subarray(0, at), octets.subarray(at + 1 + random.below(8))]);
};

const insert: Mutation = (octets, random) => {
  const at = random.below(octets.length + 1);
  const added = random.octets(1 + random.below(8));
  return Buffer.concat([octets.subarray(0, at), added, octets.subarray(at)]);
};

const splice: Mutation = (octets, random, corpus) => {
  const other = random.pick(corpus);
  return Buffer.concat([
    octets.subarray(0, random.below(octets.length + 1)),
    other.subarray(random.below(other.length + 1)),
  ]);
};

const repeat: Mutation = (octets, random) => {
  const start = random.below(octets.length + 1);
  const part = octets.subarray(start, start + random.below(64));
  const parts = Array.from({ length: 1 + random.below(16) }, () => part);
  return Buffer.concat([octets.subarray(0, start), ...parts, octets.subarray(start)]);
};

const lengths = [
  '00',
  '7f',
  '80',
  '8100',
  '81ff',
  '82ffff',
  '8400000001',
  '84ffffffff',
  '847fffffff',
  '86ffffffffffff',
  '88ffffffffffffffff',
  'ff',
];

/** Puts another length where one is, or may be. */
const tamperLength: Mutation = (octets, random) => {
  const at = 1 + random.below(Math.max(1, Math.min(octets.length, 64)));
  const length = Buffer.from(random.pick(lengths), 'hex');
  return Buffer.concat([octets.subarray(0, at), length, octets.subarray(at + 1)]);
};

const mutations = [flip, replace, truncate, remove, insert, splice, repeat, tamperLength];

/** One of the corpus with one to three things wrong, or noise. */
export function mutate(corpus: readonly Buffer[], random: Random): Buffer {
  if (random.below(20) === 0) return random.octets(random.below(200));
  let octets = random.pick(corpus);
  if (random.below(2) === 0) return mutateTree(octets, random);
  for (let i = random.below(3); i >= 0; i--) {
    octets = random.pick(mutations)(octets, random, corpus);
  }
  return octets;
}

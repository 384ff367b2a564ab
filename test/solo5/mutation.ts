/** A seeded source of numbers (mulberry32), so that a failure can be repeated. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }
}

const edges = [
  0n,
  1n,
  7n,
  63n,
  64n,
  65n,
  0x7fn,
  0xffn,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  2n ** 32n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 64n,
  2n ** 64n - 1n,
] as const;

/** One to four changes of an image: a bit, an octet, a number at an edge, a copy, a cut. */
export function mutate(image: Buffer, random: Random): Buffer {
  let mutated: Buffer = Buffer.from(image);
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    mutated = random.pick(mutations)(mutated, random);
  }
  return mutated;
}

type Mutation = (image: Buffer, random: Random) => Buffer;

const mutations: readonly [Mutation, ...Mutation[]] = [
  flipBit,
  setOctet,
  setEdge,
  setEdge,
  setPlausibleOffset,
  copyWithin,
  cut,
];

function flipBit(image: Buffer, random: Random): Buffer {
  const at = random.below(image.length);
  image[at] = (image[at] ?? 0) ^ (1 << random.below(8));
  return image;
}

function setOctet(image: Buffer, random: Random): Buffer {
  image[random.below(image.length)] = random.below(256);
  return image;
}

function setEdge(image: Buffer, random: Random): Buffer {
  return setNumber(image, random, random.pick(edges));
}

function setPlausibleOffset(image: Buffer, random: Random): Buffer {
  return setNumber(image, random, BigInt(random.below(image.length + 64)));
}

/** Little endian, in 2, 4 or 8 octets, aligned as the fields of ELF are. */
function setNumber(image: Buffer, random: Random, value: bigint): Buffer {
  const width = random.pick([2, 4, 8]);
  if (image.length < width) return image;
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64LE(value);
  octets.copy(image, random.below(Math.floor(image.length / width)) * width, 0, width);
  return image;
}

function copyWithin(image: Buffer, random: Random): Buffer {
  const from = random.below(image.length);
  image.copyWithin(random.below(image.length), from, from + random.below(128));
  return image;
}

/** Rarely, since little is left to look at then. */
function cut(image: Buffer, random: Random): Buffer {
  return random.below(4) === 0 ? image.subarray(0, random.below(image.length + 1)) : image;
}

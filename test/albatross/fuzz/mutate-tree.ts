import { DerReader } from '../../../src/albatross/der/reader.ts';
import { tags } from '../../../src/albatross/der/tags.ts';
import { element } from '../../../src/albatross/der/writer.ts';
import { AlbatrossError } from '../../../src/albatross/errors.ts';
import type { Random } from './random.ts';

/** A DER element, taken apart where it holds others. */
interface Node {
  tag: number;
  content: Buffer | Node[];
}

function parse(octets: Buffer): Node[] {
  const nodes: Node[] = [];
  const reader = new DerReader(octets);
  for (let tag = reader.peekTag(); tag !== null; tag = reader.peekTag()) {
    const content = reader.read(tag);
    nodes.push({ tag, content: tag & tags.constructed ? parse(content) : content });
  }
  return nodes;
}

function write(node: Node): Buffer {
  const { tag, content } = node;
  return Buffer.isBuffer(content) ? element(tag, content) : element(tag, ...content.map(write));
}

/** All lists of elements, at whatever depth. */
function levels(nodes: Node[]): Node[][] {
  const inner = nodes.flatMap(({ content }) => (Buffer.isBuffer(content) ? [] : levels(content)));
  return nodes.length === 0 ? inner : [nodes, ...inner];
}

const edits: readonly ((level: Node[], at: number, random: Random) => void)[] = [
  (level, at) => level.splice(at, 1),
  (level, at) => level.splice(at, 0, ...level.slice(at, at + 1)),
  (level) => level.reverse(),
  (level, at, random) => {
    level[at] = { tag: random.pick(level).tag, content: random.octets(random.below(12)) };
  },
  (level, at, random) => {
    level[at] = { tag: 0xa0 | random.below(22), content: level.slice(at, at + 1) };
  },
  (level, at, random) => {
    const node = level[at];
    if (Buffer.isBuffer(node?.content)) node.content = random.octets(node.content.length);
  },
];

/** Changes one element and keeps the lengths around it right, so that readers get far. */
export function mutateTree(octets: Buffer, random: Random): Buffer {
  try {
    const nodes = parse(octets);
    if (nodes.length === 0) return octets;
    const level = random.pick(levels(nodes));
    random.pick(edits)(level, random.below(level.length), random);
    return Buffer.concat(nodes.map(write));
  } catch (error) {
    if (error instanceof AlbatrossError) return octets;
    throw error;
  }
}

import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

/** The line on which a member of a document is, or the last one on its way that is there; from 1 on. */
export function lineOf(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    const next = stepInto(node, part);
    if (next === null) break;
    offset = next.offset ?? offset;
    node = next.value;
  }
  return lines.linePos(offset).line;
}

/** A member of a node, and where its name begins, or for one of a list itself. */
function stepInto(node: unknown, part: PropertyKey) {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
    return pair ? { value: pair.value, offset: startOf(pair.key) } : null;
  }
  const item: unknown = isSeq(node) ? node.items[Number(part)] : undefined;
  return item === undefined ? null : { value: item, offset: startOf(item) };
}

const startOf = (node: unknown): number | undefined =>
  isNode(node) ? (node satisfies Node).range?.[0] : undefined;

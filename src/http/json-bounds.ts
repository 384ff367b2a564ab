/** What a body in JSON may hold: what is more costs processor time and memory, and is in none that is asked for. */
export const jsonBounds = {
  depth: 32,
  items: 4096,
  members: 200,
  /** Values in all of a body, names included. */
  words: 10_000,
} as const;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const closing: ReadonlySet<number> = new Set([0x7d, 0x5d]);
const brace = 0x7b;

/**
 * How many of these octets it takes to hold more than any body, as far as that shows without reading them as
 * JSON; null: they do not. Nothing is made of them, so that a large body costs little.
 */
export function exceedsAt(octets: Uint8Array): number | null {
  const levels: { readonly max: number; count: number }[] = [];
  let words = 0;
  for (let at = 0; at < octets.length; at += 1) {
    const octet = octets[at] ?? 0;
    const level = levels.at(-1);
    if (octet === quote) at = endOfText(octets, at);
    else if (opening.has(octet)) levels.push({ max: maxOf(octet), count: 1 });
    else if (closing.has(octet)) levels.pop();
    else if (octet !== comma) continue;
    else if (level) level.count += 1;
    words += 1;
    const isOver = level !== undefined && level.count > level.max;
    if (isOver || words > jsonBounds.words || levels.length > jsonBounds.depth) return at + 1;
  }
  return null;
}

/** Of members one more: the name of the first beyond has to be there. */
const maxOf = (octet: number) => (octet === brace ? jsonBounds.members + 1 : jsonBounds.items);

/** Where the text ends that begins there. */
function endOfText(octets: Uint8Array, begin: number): number {
  for (let at = begin + 1; at < octets.length; at += 1) {
    if (octets[at] === backslash) at += 1;
    else if (octets[at] === quote) return at;
  }
  return octets.length;
}

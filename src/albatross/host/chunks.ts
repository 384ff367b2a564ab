/** Octets that make one chunk together. */
export interface ChunkPieces {
  readonly pieces: readonly Uint8Array[];
  readonly size: number;
}

/** Beyond this many pieces a chunk costs more in objects than it saves in chunks. */
const maxPieces = 128;

/**
 * Gathers content, without copying it, into chunks of `maximum` octets where it can, and never into
 * an empty one, which would end the stream. `placeholder` stands for content without any octet.
 */
export async function* gather(
  content: AsyncIterable<Uint8Array>,
  maximum: number,
  placeholder: Uint8Array = new Uint8Array(),
): AsyncGenerator<ChunkPieces, void, void> {
  let empty = true;
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const octets of content) {
    for (let rest = octets; rest.length > 0; ) {
      const piece = rest.subarray(0, maximum - size);
      rest = rest.subarray(piece.length);
      empty = false;
      pieces.push(piece);
      size += piece.length;
      if (size < maximum && pieces.length < maxPieces) continue;
      yield { pieces, size };
      pieces = [];
      size = 0;
    }
  }
  if (size > 0) yield { pieces, size };
  if (empty && placeholder.length > 0) yield { pieces: [placeholder], size: placeholder.length };
}

/** Content that has to have a certain size; throws a RangeError where it has another. */
export async function* ofSize(
  content: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, void, void> {
  let missing = size;
  for await (const octets of content) {
    missing -= octets.length;
    if (missing < 0) break;
    yield octets;
  }
  if (missing !== 0) {
    const excess = missing < 0 ? 'more' : 'fewer';
    throw new RangeError(`the content has ${excess} octets than the ${size} announced`);
  }
}

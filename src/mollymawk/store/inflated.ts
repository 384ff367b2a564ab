import { pipeline, Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { StoreError } from './store-error.ts';

/** A content without its compression (gzip, zlib), where it has one. Throws `StoreError` where it is damaged. */
export async function* inflated(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = content[Symbol.asyncIterator]();
  try {
    const { done, value: first } = await chunks.next();
    if (done) return;
    const all = Readable.from(joined(first, chunks), { objectMode: false });
    const inflater = inflaterOf(first);
    if (inflater)
      yield* expectSound(pipeline(all, inflater, () => {})); // what fails is thrown where it is read
    else yield* all;
  } finally {
    await chunks.return?.();
  }
}

async function* joined(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function inflaterOf(beginning: Buffer) {
  if (beginning[0] === 0x1f && beginning[1] === 0x8b) return createGunzip();
  return beginning[0] === 0x78 ? createInflate() : null;
}

async function* expectSound(inflating: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* inflating;
  } catch (cause) {
    const code = `${Reflect.get(Object(cause), 'code')}`;
    if (!code.startsWith('Z_')) throw cause;
    throw new StoreError('The file is compressed, and damaged or cut off.', { cause });
  }
}

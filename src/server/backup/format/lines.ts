/** Characters that are gathered before they are passed on. */
const batchSize = 128 * 1024;

/** Values as lines of JSON, many at a time. */
export async function* toLines(values: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let gathered = '';
  for await (const value of values) {
    gathered += `${JSON.stringify(value)}\n`;
    if (gathered.length < batchSize) continue;
    yield Buffer.from(gathered);
    gathered = '';
  }
  if (gathered !== '') yield Buffer.from(gathered);
}

/** The values of lines of JSON; every one has its end. */
export async function* fromLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<unknown> {
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      parts.push(chunk.subarray(start, end));
      yield JSON.parse(Buffer.concat(parts).toString());
      parts = [];
      start = end + 1;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  if (parts.length > 0) throw new SyntaxError('a line has no end');
}

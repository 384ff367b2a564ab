import { Problem } from '../base/errors.ts';
import { encodingProblem } from '../storage/encoding/content-encoding.ts';
import { inflate } from '../storage/encoding/inflate.ts';
import { Unread } from '../storage/encoding/unread.ts';

/** What files that are compressed begin with (RFC 1952 section 2.3.1, RFC 8878 section 3.1.1). */
const magics = [
  { encoding: 'gzip', octets: Buffer.from('1f8b', 'hex') },
  { encoding: 'zstd', octets: Buffer.from('28b52ffd', 'hex') },
] as const;

const longest = 4;

/** A file inflated where it is compressed with gzip or zstd. Throws `source-unsuitable`. */
export async function* inflated(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  await using input = new Unread(content);
  const head = await takeHead(input);
  input.putBack(head);
  const magic = magics.find(({ octets }) => head.subarray(0, octets.length).equals(octets));
  if (!magic) return yield* all(input);
  try {
    yield* inflate(all(input), magic.encoding);
  } catch (error) {
    const problem = encodingProblem(error, magic.encoding);
    if (!(problem instanceof Problem) || problem.code !== 'invalid-encoding') throw problem;
    throw new Problem('source-unsuitable', problem.detail, { cause: error });
  }
}

/** As much as tells what it is; it may come octet by octet. */
async function takeHead(input: Unread): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < longest) {
    const chunk = await input.next();
    if (!chunk) break;
    head = Buffer.concat([head, chunk]);
  }
  return head;
}

async function* all(input: Unread): AsyncGenerator<Buffer> {
  for (let chunk = await input.next(); chunk; chunk = await input.next()) yield chunk;
}

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { get, IncomingMessage } from 'node:http';
import { z } from 'zod';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Downloads and tells how long it took, in milliseconds, how many octets came, and their SHA-256. */
const { url, token, hashed } = z
  .object({ url: z.url(), token: z.string(), hashed: z.boolean() })
  .parse(optionsFromParent());

const begun = performance.now();
const download = get(url, { headers: { Authorization: `Bearer ${token}` } });
const [answer] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(download, 'response'));
const hash = createHash('sha256');
let octets = 0;
answer.on('data', (chunk: Buffer) => {
  octets += chunk.length;
  if (hashed) hash.update(chunk);
});
await once(answer, 'end');
if (answer.statusCode !== 200) throw new Error(`answered with ${answer.statusCode}`);
tellParent({
  milliseconds: performance.now() - begun,
  octets,
  sha256: hashed ? hash.digest('hex') : null,
});

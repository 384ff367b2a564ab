import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { contentOf } from '../content.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Uploads so many octets and tells how long it took, in milliseconds, with the answer. */
const { url, token, octets, seed } = z
  .object({ url: z.url(), token: z.string(), octets: z.number(), seed: z.number() })
  .parse(optionsFromParent());

const begun = performance.now();
const upload = request(url, {
  method: 'PUT',
  headers: { Authorization: `Bearer ${token}`, 'Content-Length': octets },
});
const answered = once(upload, 'response');
for (const chunk of contentOf(seed, octets)) {
  if (!upload.write(chunk)) await once(upload, 'drain');
}
upload.end();
const [answer] = z.tuple([z.instanceof(IncomingMessage)]).parse(await answered);
const words = await text(answer);
if (answer.statusCode !== 200) throw new Error(`answered with ${answer.statusCode}: ${words}`);
tellParent({ milliseconds: performance.now() - begun, answer: JSON.parse(words) });

import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
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
// A refusal comes while there is more to send: it is the answer that tells why.
const sent = pipeline(Readable.from(contentOf(seed, octets)), upload).catch(() => {});
const [answer] = z.tuple([z.instanceof(IncomingMessage)]).parse(await answered);
const words = await text(answer);
if (answer.statusCode !== 200) throw new Error(`answered with ${answer.statusCode}: ${words}`);
await sent;
tellParent({ milliseconds: performance.now() - begun, answer: JSON.parse(words) });

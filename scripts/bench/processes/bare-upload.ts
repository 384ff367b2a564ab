import { createHash } from 'node:crypto';
import { listen } from '../../../src/http/listen.ts';
import { farEnd } from './far-end.ts';
import { tellParent } from './tell-parent.ts';

/** The least that an upload can be: HTTP in, SHA-256, and out, in the chunks that come. */
const connect = farEnd();

const { url } = await listen(
  (request, response) => {
    const hash = createHash('sha256');
    const host = connect();
    request.on('data', (chunk: Buffer) => {
      hash.update(chunk);
      if (!host.write(chunk)) request.pause();
    });
    host.on('drain', () => request.resume());
    request.on('end', () => host.end());
    host.on('close', () => response.end(JSON.stringify({ sha256: hash.digest('hex') })));
    host.resume();
  },
  { bind: '127.0.0.1', port: 0 },
);
tellParent(url);

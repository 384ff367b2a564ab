import { createHash } from 'node:crypto';
import { connect } from 'node:tls';
import { z } from 'zod';
import { listen } from '../../../src/http/listen.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** The least that an upload can be: HTTP in, SHA-256, TLS out, in the chunks that come. */
const { port } = z.object({ port: z.number() }).parse(optionsFromParent());

const { url } = await listen(
  (request, response) => {
    const hash = createHash('sha256');
    const host = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
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

import { connect } from 'node:tls';
import { z } from 'zod';
import { listen } from '../../../src/http/listen.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** The least that a download can be: TLS in, HTTP out, in the chunks that come. */
const { port } = z.object({ port: z.number() }).parse(optionsFromParent());

const { url } = await listen(
  (_request, response) => {
    connect({ host: '127.0.0.1', port, rejectUnauthorized: false }).pipe(response);
  },
  { bind: '127.0.0.1', port: 0 },
);
tellParent(url);

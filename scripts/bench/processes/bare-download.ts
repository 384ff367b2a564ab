import { listen } from '../../../src/http/listen.ts';
import { farEnd } from './far-end.ts';
import { tellParent } from './tell-parent.ts';

/** The least that a download can be: in, and HTTP out, in the chunks that come. */
const connect = farEnd();

const { url } = await listen(
  (_request, response) => {
    connect().pipe(response);
  },
  { bind: '127.0.0.1', port: 0 },
);
tellParent(url);

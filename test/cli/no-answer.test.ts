import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { noAnswer } from '../../cli/api/no-answer.ts';

/** The error of a `fetch` that failed with this code. */
const failed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`of ${code}`), { code }) });

describe('what the command says about a server that does not answer', () => {
  const server = 'https://fulmar.example.org';
  const told = (error: unknown) => noAnswer(server, error).message;

  for (const [code, reason] of [
    ['ENOTFOUND', 'the name fulmar.example.org cannot be found.'],
    ['ECONNREFUSED', 'the connection was refused.'],
    ['CERT_HAS_EXPIRED', 'its certificate has expired.'],
    ['EWHATEVER', 'of EWHATEVER.'],
  ] as const) {
    it(`is the reason in plain words [${code}]`, () => {
      assert.equal(told(failed(code)), `${server} does not answer: ${reason}`);
    });
  }

  it('is what to set if its certificate is not trusted', () => {
    assert.match(
      told(failed('DEPTH_ZERO_SELF_SIGNED_CERT')),
      /: set NODE_EXTRA_CA_CERTS to a file with .+\.$/,
    );
  });

  it('is the reason for the first of several addresses', () => {
    const several = new AggregateError([failed('ECONNREFUSED'), failed('ETIMEDOUT')]);
    assert.match(told(new TypeError('fetch failed', { cause: several })), /was refused\.$/);
  });

  it('is that its address may begin with http://', async () => {
    const plain = createServer().listen(0, '127.0.0.1');
    try {
      await once(plain, 'listening');
      const address = plain.address();
      assert(typeof address === 'object' && address);
      const error = await fetch(`https://127.0.0.1:${address.port}`).catch((reason) => reason);
      assert.match(
        told(error),
        /: it does not speak HTTPS there: should the address begin with http:\/\/\?$/,
      );
    } finally {
      plain.close();
    }
  });
});

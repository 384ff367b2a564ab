import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createPlain } from 'node:http';
import { createServer, type Server } from 'node:https';
import { createSend } from '../../../src/outgoing/send.ts';
import { findAll } from '../../../src/server/check/finding.ts';
import { urlCheck } from '../../../src/server/check/url-check.ts';
import { newWebCertificate, trustCertificates } from '../../support/web-certificate.ts';

describe('the check of FULMAR_URL', function () {
  this.timeout(30_000);
  const [brief, lasting, unknown] = [
    newWebCertificate(),
    newWebCertificate(90),
    newWebCertificate(90),
  ];
  const trusted = trustCertificates(brief, lasting);
  const servers: Server[] = [];
  after(() => {
    trusted[Symbol.dispose]();
    for (const server of servers) server.close();
  });

  const alive = '{"status":"alive"}';

  /** What is found at a server that shows a certificate, and answers. */
  async function find(
    pair: typeof brief | null,
    { answer = alive, host = 'localhost', path = '/', now = new Date() } = {},
  ): Promise<string> {
    const answering = (_request: unknown, response: { end(text: string): unknown }) =>
      response.end(answer);
    const server = pair ? createServer(pair, answering) : createPlain(answering);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = Number(Reflect.get(Object(server.address()), 'port'));
    const url = new URL(`${pair ? 'https' : 'http'}://${host}:${port}${path}`);
    const [found] = await findAll([urlCheck({ url }, createSend(), () => now)]);
    server.closeAllConnections();
    server.close();
    return `${found?.state}: ${found?.detail} ${found?.advice ?? ''}`;
  }

  it('is well where Fulmar answers there', async () => {
    assert.match(await find(lasting), /^ok: https:\/\/localhost:\d+\/ leads here/);
    assert.match(
      await find(lasting, { path: '/fulmar/' }),
      /^ok: https:\/\/localhost:\d+\/fulmar\/ /,
    );
    assert.match(await find(null), /^ok: .* on this machine alone/);
  });

  it('says what is wrong with the certificate', async () => {
    assert.match(await find(brief), /^wrong: The certificate of localhost:\d+ ends on .* Renew it/);
    assert.match(await find(unknown), /^wrong: .* certificate authority that is known.*fullchain/);
    const names = await find(lasting, { host: '127.0.0.2' });
    assert.match(names, /^wrong: .*127\.0\.0\.2:\d+ (is for other names|cannot be reached)/);
  });

  it('says that something else answers, or nothing, or that the way is open to all', async () => {
    assert.match(
      await find(lasting, { answer: 'hello' }),
      /^wrong: What answers at .* is not Fulmar/,
    );
    const check = (address: string) =>
      findAll([urlCheck({ url: new URL(address) }, createSend(), () => new Date())]);
    const [closed] = await check('https://127.0.0.1:1/');
    assert.match(
      `${closed?.detail}`,
      /127\.0\.0\.1:1 cannot be reached from here \(ECONNREFUSED\)/,
    );
    const [open] = await check('http://fulmar.example.org/');
    assert.match(`${open?.detail}`, /is not encrypted/);
    assert.deepEqual(await findAll([urlCheck({ url: null }, createSend(), () => new Date())]), []);
  });
});

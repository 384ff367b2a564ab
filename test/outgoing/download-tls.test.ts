import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { networkInterfaces } from 'node:os';
import { buffer } from 'node:stream/consumers';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { networks } from '../../src/base/parsers.ts';
import { newAuthority, newHostCertificate } from '../../src/emulator/tls/host-certificates.ts';
import { createDownload } from '../../src/outgoing/download.ts';

const signal = new AbortController().signal;

/** An address of this machine that others could have, too. */
const address = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

describe('a download over TLS', () => {
  const cleanup = new AsyncDisposableStack();
  const authority = newAuthority(new Date());
  const { certificatePem: cert, privateKeyPem: key } = newHostCertificate(authority, new Date());
  let port: number;
  before(async function () {
    if (address === undefined) return this.skip();
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, authority.certificatePem]);
    cleanup.defer(() => setDefaultCACertificates(trusted));
    const server = createServer({ cert, key }, (request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/file' }).end();
      else response.end(`${request.headers.host} ${request.headers.authorization}`);
    });
    server.listen(0, address);
    await once(server, 'listening');
    cleanup.defer(() => void server.close());
    port = Object(server.address()).port;
  });
  after(() => cleanup.disposeAsync());

  const downloadWithin = (network: string | undefined, asked: string[] = []) =>
    createDownload({
      rule: async () => ({ networks: networks.parse(network ?? ''), own: new Set() }),
      async findAddresses(name) {
        asked.push(name);
        return [{ address: address ?? '', family: 4 }];
      },
    });

  it('is from the name that was asked for, at an address that is allowed', async () => {
    const asked: string[] = [];
    const url = new URL(`https://server:${port}/`);
    const download = downloadWithin(address, asked);
    using answer = await download({ url, signal, authorization: 'Bearer s3cret' });
    assert.equal((await buffer(answer.content)).toString(), `server:${port} Bearer s3cret`);
    assert.deepEqual(asked, ['server', 'server']);
  });

  it('is not from one whose certificate has another name', async () => {
    const url = new URL(`https://other.example:${port}/`);
    await assert.rejects(downloadWithin(address)({ url, signal }), /ERR_TLS_CERT_ALTNAME_INVALID/);
  });

  it('is not from an address that is not allowed', async () => {
    const url = new URL(`https://server:${port}/`);
    await assert.rejects(downloadWithin('10.0.0.0/8')({ url, signal }), /not at a public address/);
  });
});

import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAuthority, issueHostCertificate } from '../../src/albatross/certificates/issue.ts';
import { certificateToPem, privateKeyToPem } from '../../src/albatross/certificates/pem.ts';
import { yearsAround } from '../albatross/support/authorities.ts';

/** A server over TLS, of the name `server`, which only a proxy finds. */
export async function serveSecurely(listener: RequestListener) {
  const validity = yearsAround(new Date());
  const authority = createAuthority({ commonName: 'authority', ...validity });
  const { certificate, privateKey } = issueHostCertificate(authority, validity);
  const identity = { cert: certificateToPem(certificate), key: privateKeyToPem(privateKey) };
  const server = createServer(identity, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port }: AddressInfo = Object(server.address());
  return {
    port,
    url: `https://server:${port}`,
    /** The certificate that has to be believed, PEM. */
    authority: certificateToPem(authority.certificate),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

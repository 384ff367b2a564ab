import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';

/** More than a host takes; the chain of a certificate that issued itself has no end. */
const maxChain = 16;

/** The certificates that a client sent, leaf first; none where it sent none. */
export function chainOf(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  let certificate = socket.getPeerX509Certificate();
  while (certificate && chain.length < maxChain) {
    chain.push(certificate);
    certificate = certificate.issuerCertificate;
  }
  return chain;
}

import { X509Certificate } from 'node:crypto';
import { Wrong } from './finding.ts';

/** Days before a certificate ends at which somebody has to know. */
const soon = 14;

const day = 86_400_000;

/** The certificates of a text in PEM, in their order. */
export function certificatesOf(pem: string): readonly X509Certificate[] {
  const blocks = pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  return [...blocks].map(([text]) => new X509Certificate(text));
}

/** Throws `Wrong` where a certificate has ended, or ends soon; `what` says which it is. */
export function expectCurrent(what: string, ends: Date, now: Date, advice: string): void {
  if (ends.getTime() - now.getTime() > soon * day) return;
  const verb = ends <= now ? 'has ended' : 'ends';
  throw new Wrong(`${what} ${verb} on ${ends.toISOString()}.`, advice);
}

/** Throws `Wrong` where one of a chain was not issued by the next. */
export function expectChain(file: string, chain: readonly X509Certificate[]): void {
  const isLinked = chain.every((each, index) => {
    const issuer = chain[index + 1];
    return !issuer || (each.checkIssued(issuer) && each.verify(issuer.publicKey));
  });
  if (isLinked) return;
  throw new Wrong(
    `The certificates in ${file} do not follow one another.`,
    'Put the server’s own first, and behind each the one that has issued it.',
  );
}

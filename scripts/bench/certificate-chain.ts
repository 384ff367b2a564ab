import { generateKeyPairSync, sign } from 'node:crypto';
import { certificateChain } from '../../src/albatross/certificates/chain.ts';
import { parseCredentials } from '../../src/albatross/certificates/credentials.ts';
import { parseLabel } from '../../src/albatross/names.ts';
import { benchAuthority, benchPolicy } from './fixtures.ts';
import { inTurn, timed } from './measure.ts';
import type { Row } from './row.ts';

const chains = 500;

/** A certificate chain of two, keys included, against two bare Ed25519 keys and signatures. */
export async function benchCertificateChain(): Promise<Row[]> {
  const { certificatePem, privateKeyPem } = benchAuthority();
  const credentials = parseCredentials(certificatePem, privateKeyPem, new Date());
  const target = {
    domains: [{ label: parseLabel('alice'), policy: benchPolicy }],
    label: parseLabel('hello'),
  };
  const now = new Date();
  const { ours, bare, each } = await inTurn(
    5,
    () =>
      timed(() =>
        repeat(() => certificateChain(credentials, target, { type: 'unikernel-info' }, now)),
      ),
    () => timed(() => repeat(() => [signedKey(), signedKey()])),
  );
  return [
    {
      what: 'a certificate chain of two, keys included',
      figure: `${((ours / chains) * 1000).toFixed(0)} µs`,
      against: `two bare Ed25519 keys and signatures, ${((bare / chains) * 1000).toFixed(0)} µs`,
      measured: ours / bare,
      each,
      bound: { atMost: 3 },
    },
  ];
}

function repeat(work: () => unknown): void {
  for (let i = 0; i < chains; i++) work();
}

const message = Buffer.alloc(300, 1);

function signedKey(): Buffer {
  return sign(null, message, generateKeyPairSync('ed25519').privateKey);
}

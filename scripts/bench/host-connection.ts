import { z } from 'zod';
import { hostKeyTypes } from '../../src/albatross/ssh/host-key.ts';
import type { Sshd } from '../../test/support/sshd.ts';
import type { World } from './world.ts';

const location = { address: z.string(), port: z.number() };

/** How a process of the bench reaches an emulated host by itself. */
export const hostConnection = z.discriminatedUnion('transport', [
  z.object({
    ...location,
    transport: z.literal('tls'),
    authority: z.object({ certificate: z.string(), privateKey: z.string() }),
    fingerprint: z.null(),
  }),
  z.object({
    ...location,
    transport: z.literal('ssh'),
    user: z.string(),
    privateKey: z.string(),
    hostKey: z.object({ type: z.enum(hostKeyTypes), fingerprint: z.string() }),
    target: z.object({ type: z.literal('sockets'), path: z.string() }),
  }),
]);
export type HostConnection = z.output<typeof hostConnection>;

/** The first host of a world, over TLS. */
export function connectionOverTls({ emulators: { told } }: World): HostConnection {
  const { certificatePem: certificate, privateKeyPem: privateKey } = told.authority;
  const [port = 0] = told.ports;
  const authority = { certificate, privateKey };
  return { transport: 'tls', address: '127.0.0.1', port, authority, fingerprint: null };
}

/** The first host of a world, by its daemons' sockets over SSH. */
export function connectionOverSsh({ emulators: { told } }: World, { login }: Sshd): HostConnection {
  const { address, port, user, key, hostKey } = login;
  const [path = ''] = told.folders;
  return {
    ...{ transport: 'ssh', address, port, user, hostKey, privateKey: key.privateKey },
    target: { type: 'sockets', path },
  };
}

import { authorizedKeysLine, publicKeyLine } from '../../albatross/ssh/authorized-keys.ts';
import { permittedTarget } from '../../host-client/connection-settings/connection-settings.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import * as schema from './schema.ts';
import type { SshKeys } from './ssh-keys.ts';

export type SshKeyHandlers = ReturnType<typeof sshKeyHandlers>;

/** What administrators ask of keys that are made here. */
export function sshKeyHandlers(keys: SshKeys) {
  return {
    make: defineHandler({
      operationId: 'makeSshKey',
      tag: 'Hosts',
      summary: 'Make a key to log in on a host with',
      description:
        'Ed25519. The private key never leaves the server. Enter the line in `authorized_keys` on ' +
        'the host, then add or change the host with the `id` as `keyId`, within a day. A key that is ' +
        'not needed after all can be deleted.',
      body: { kind: 'json', schema: schema.makeSshKeyBody },
      answers: { 201: schema.sshKeyAnswer },
      handle: async ({ body }) => {
        const { id, key, expiresAt } = await keys.make();
        const publicKey = publicKeyLine(key);
        const line = authorizedKeysLine(publicKey, permittedTarget(body.target));
        const times = { expiresAt: expiresAt.toISOString() };
        return { status: 201, body: { id, publicKey, authorizedKeysLine: line, ...times } };
      },
    }),
    discard: defineHandler({
      operationId: 'discardSshKey',
      tag: 'Hosts',
      summary: 'Delete a key that waits for its host',
      description:
        'A key that a host uses is deleted with the host, or when the host is given another one. If its line is ' +
        'already in `authorized_keys`, remove it there, too.',
      params: schema.sshKeyParams,
      answers: { 204: null },
      problems: ['ssh-key-unknown'],
      handle: async ({ params: { id } }) => {
        await keys.discard(id);
        return { status: 204 };
      },
    }),
  };
}

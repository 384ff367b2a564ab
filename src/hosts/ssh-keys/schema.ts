import { z } from 'zod';
import { linuxFolder } from '../../albatross/ssh/socket-paths.ts';
import { timeField } from '../../http/fields.ts';
import { idField } from '../../http/id-field.ts';
import { authorizedKeysLine, port, socketsPath } from '../schema-fields.ts';

const target = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sockets'), path: socketsPath.default(linuxFolder) }),
  z.strictObject({ type: z.literal('endpoint'), port: port.default(1025) }),
]);

export const sshKeyParams = z.strictObject({ id: idField });

export const makeSshKeyBody = z
  .strictObject({
    target: target
      .default({ type: 'sockets', path: linuxFolder })
      .meta({ description: 'What the host’s `authorized_keys` is to let the key to.' }),
  })
  .meta({ id: 'MakeSshKey' });

export const sshKeyAnswer = z
  .object({
    id: z.string().meta({ description: 'The `keyId` that a host is added or changed with.' }),
    publicKey: z.string(),
    authorizedKeysLine,
    expiresAt: timeField.meta({ description: 'Until when a host has to have been given it.' }),
  })
  .meta({ id: 'SshKey' });

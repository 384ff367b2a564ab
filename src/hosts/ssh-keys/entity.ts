import { defineEntity, p } from '@mikro-orm/core';

/** A key that was made for a host that is not stored yet, or is to get another one. */
const SshKeySchema = defineEntity({
  name: 'StoredSshKey',
  tableName: 'ssh_keys',
  properties: {
    id: p.uuid().primary(),
    /** The private key, sealed in the context `ssh-key/ID`. */
    sealedKey: p.text(),
    expiresAt: p.datetime(),
  },
});

export class StoredSshKey extends SshKeySchema.class {}
SshKeySchema.setClass(StoredSshKey);

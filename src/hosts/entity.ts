import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../albatross/names.ts';

/** How hosts are reached. */
export const transports = ['tls'] as const;

/** A host as an administrator added it. */
const HostSchema = defineEntity({
  name: 'StoredHost',
  tableName: 'hosts',
  properties: {
    id: p.uuid().primary(),
    name: p.string().$type<Label>().unique(),
    transport: p.enum(transports),
    /** A host name or an IP address. */
    address: p.string(),
    port: p.integer(),
    /** The CA's certificate, or a chain of them, in PEM. */
    certificate: p.text(),
    /** The CA's private key in PEM, sealed in the context `host/ID`. */
    sealedKey: p.text(),
    /** SHA-256 of the host's public key, hex: what it had when an administrator believed it. */
    fingerprint: p.string(),
    createdAt: p.datetime(),
  },
});

export class StoredHost extends HostSchema.class {}
HostSchema.setClass(StoredHost);

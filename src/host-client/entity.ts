import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../albatross/names.ts';
import type { HostKey } from '../albatross/ssh/host-key.ts';
import type { KnownStart } from './host-clock.ts';

/** How hosts are reached. */
export const transports = ['tls', 'ssh'] as const;

/** What is stored of a connection through a host's sshd. */
export interface StoredSsh {
  readonly user: string;
  /** The private key, sealed in the context `host/ID/ssh`. */
  readonly sealedKey: string;
  /** As `authorized_keys` has it. */
  readonly publicKey: string;
  /** What an administrator believed. */
  readonly hostKey: HostKey;
  readonly target: StoredTarget;
}

/** The daemons' sockets below a folder, or the TLS endpoint on the host's loopback. */
export type StoredTarget =
  | { readonly type: 'sockets'; readonly path: string }
  | { readonly type: 'endpoint'; readonly port: number };

/** Work on a host, as an administrator announced it. */
export interface StoredMaintenance {
  readonly reason: string;
  /** RFC 3339. */
  readonly since: string;
  /** RFC 3339; null: until somebody ends it. */
  readonly until: string | null;
  /** The account of whoever announced it. */
  readonly by: string;
}

/** What a host has told of itself by the way, and is not asked for. */
export interface LearnedOfHost {
  /** Whether it is of albatross 2.8, as its samples tell; null: none has come. */
  readonly isOf28: boolean | null;
  /** What tells of its clock. */
  readonly starts: readonly KnownStart[];
}

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
    /** The CA's certificate, or a chain of them, in PEM; null where there is no TLS. */
    certificate: p.text().nullable(),
    /** The CA's private key in PEM, sealed in the context `host/ID`; null where there is no TLS. */
    sealedKey: p.text().nullable(),
    /**
     * SHA-256 of the TLS endpoint's public key, hex: what it had when an administrator believed it;
     * null where there is no TLS.
     */
    fingerprint: p.string().nullable(),
    /** null where the endpoint itself is connected to. */
    ssh: p.json().$type<StoredSsh>().nullable(),
    createdAt: p.datetime(),
    /** Whether what unikernels use there is collected. */
    collectMetrics: p.boolean().default(true),
    /** Whether the last event of its health said that it is degraded. */
    toldDegraded: p.boolean().default(false),
    /** Work that goes on there, or did until its end; null: none. */
    maintenance: p.json().$type<StoredMaintenance>().nullable(),
    /** What administrators have to remember of it. */
    notes: p.text().nullable(),
    /** What the server that watches it has learned of it; null: nothing yet. */
    learned: p.json().$type<LearnedOfHost>().nullable(),
  },
});

export class StoredHost extends HostSchema.class {}
HostSchema.setClass(StoredHost);

import { defineEntity, p } from '@mikro-orm/core';
import type { AskingCredential } from '../identity/access/actor.ts';

/**
 * Content on its way into a volume, recorded before its first octet is sent to the host. A spooled
 * one stays until the host has taken it; a direct one that a start finds was cut by a kill.
 */
const UploadSchema = defineEntity({
  name: 'Upload',
  tableName: 'uploads',
  uniques: [{ properties: ['host', 'domain', 'volume'] }],
  properties: {
    id: p.uuid().primary(),
    host: p.string(),
    domain: p.string(),
    volume: p.string(),
    /** The file in the spool; null: a direct upload. */
    spoolId: p.uuid().nullable(),
    /** The server (`Replica.id`) that has it in its spool; empty where there is only one. */
    owner: p.string().default(''),
    /** SHA-256 of the content, hex. */
    sha256: p.string().nullable(),
    /** MiB that the volume has, which a host that is killed may make less of. */
    volumeSize: p.integer(),
    /** By whose credential it came; null: an earlier release recorded it. */
    credential: p.json().$type<AskingCredential>().nullable(),
    /** Whether the host may have had some of it; earlier releases did not say. */
    touched: p.boolean().default(true),
    /** Whether what it may have had before this one was of another content; earlier releases did not say. */
    inherited: p.boolean().default(true),
    /** Whether its host may have been told to remove the volume: one that is gone is not to come back. */
    removing: p.boolean().default(false),
    requestId: p.string(),
    startedAt: p.datetime(),
  },
});

export class Upload extends UploadSchema.class {}
UploadSchema.setClass(Upload);

/** What of a volume is kept here: a host knows only its size and its content. */
const VolumeSettingsSchema = defineEntity({
  name: 'VolumeSettings',
  tableName: 'volume_settings',
  uniques: [{ properties: ['host', 'domain', 'volume'] }],
  indexes: [{ properties: ['domain'] }],
  properties: {
    id: p.uuid().primary(),
    host: p.string(),
    domain: p.string(),
    volume: p.string(),
    deletionProtection: p.boolean(),
  },
});

export class VolumeSettings extends VolumeSettingsSchema.class {}
VolumeSettingsSchema.setClass(VolumeSettings);

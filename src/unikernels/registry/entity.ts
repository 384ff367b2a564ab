import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { HealthState } from '../health/check-health.ts';
import type { DesiredState } from '../state/conclude-state.ts';
import type { Exit } from '../state/exit.ts';
import type { UpdateLook } from '../updates/update-look.ts';
import type { ToldState } from './told-state.ts';

/** What a unikernel is called by, beside its name: `key=value`. */
export type UnikernelLabels = Readonly<Record<string, string>>;

/**
 * A unikernel that is remembered: what was asked for, and what was seen of it last. One that was
 * destroyed stays for a while, so that it is known again where a host brings it back.
 */
const StoredUnikernelSchema = defineEntity({
  name: 'StoredUnikernel',
  tableName: 'unikernels',
  uniques: [{ properties: ['host', 'domain', 'name'] }],
  indexes: [{ properties: ['domain'] }],
  properties: {
    id: p.uuid().primary(),
    host: p.string().$type<Label>(),
    domain: p.string().$type<Label>(),
    name: p.string().$type<Label>(),
    /** Whether it was ever asked for here; else it is only watched. */
    managed: p.boolean(),
    desired: p.string().$type<DesiredState>(),
    /** `AskedConfig` as last asked for, sealed in the context `unikernel/ID`; null: never. */
    sealedConfig: p.text().nullable(),
    /** SHA-256 of the image as last asked for, hex. */
    digest: p.string().nullable(),
    /** When it was last started from here. */
    askedAt: p.datetime().nullable(),
    labels: p.json().$type<UnikernelLabels>(),
    deletionProtection: p.boolean().default(false),
    /** Whether it is started again by itself where it has ended (`Keeping`), and how that goes. */
    keepRunning: p.boolean().default(false),
    keepTries: p.integer().default(0),
    keepNextAt: p.datetime().nullable(),
    keepGaveUp: p.text().nullable(),
    /** Whether what it prints is kept. */
    keepConsole: p.boolean().default(true),
    createdAt: p.datetime(),
    /** Who asked for it first: an account, and its token; null: nobody here. */
    createdBy: p.string().nullable(),
    destroyedAt: p.datetime().nullable(),
    /** What was seen (`Observation`). */
    seenAt: p.datetime().nullable(),
    startedAt: p.datetime().nullable(),
    upSince: p.datetime().nullable(),
    absentSince: p.datetime().nullable(),
    lostWithHost: p.boolean().default(false),
    /** RFC 3339, the oldest first. */
    starts: p.json().$type<readonly string[]>(),
    restarts: p.integer().default(0),
    exit: p.json().$type<Exit>().nullable(),
    /** What was told last of how it does (`Told`), its drift as fields with commas between. */
    toldState: p.string().$type<ToldState>().default('unknown'),
    toldDrift: p.string().default(''),
    /** How what is checked of it does (`UnikernelHealth`); null: nothing is checked. */
    health: p.string().$type<HealthState>().nullable(),
    /** What the source of its image said last that is newer there, and when it was asked. */
    updateLook: p.json().$type<UpdateLook>().nullable(),
    updateAt: p.datetime().nullable(),
    /** `UnikernelInfo` as it was seen last, sealed as the configuration is. */
    sealedInfo: p.text().nullable(),
  },
});

export class StoredUnikernel extends StoredUnikernelSchema.class {}
StoredUnikernelSchema.setClass(StoredUnikernel);

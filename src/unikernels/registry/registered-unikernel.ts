import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import type { AskedConfig } from '../asked-config.ts';
import type { HealthState } from '../health/check-health.ts';
import type { Keeping } from '../keeper/keeping.ts';
import type { DesiredState } from '../state/conclude-state.ts';
import type { Observation } from '../state/observation.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import type { UpdateLook } from '../updates/update-look.ts';
import type { StoredUnikernel, UnikernelLabels } from './entity.ts';
import type { SealedValues } from './sealed-values.ts';
import type { Told } from './told-records.ts';

/** A unikernel as it is remembered. */
export interface RegisteredUnikernel {
  readonly id: string;
  readonly key: UnikernelKey;
  readonly managed: boolean;
  readonly desired: DesiredState;
  /** As last asked for; null: never from here. */
  readonly config: AskedConfig | null;
  /** SHA-256 of the image as last asked for, hex. */
  readonly digest: string | null;
  /** When it was last started from here. */
  readonly askedAt: Date | null;
  readonly labels: UnikernelLabels;
  readonly deletionProtection: boolean;
  readonly keeping: Keeping;
  /** Whether what it prints is kept. */
  readonly keepConsole: boolean;
  /** How what is checked of it does; null: nothing is checked. `unknown` of one that is not to run. */
  readonly health: HealthState | null;
  readonly createdAt: Date;
  /** An account, and its token: `alice/ci`; null: nobody here. */
  readonly createdBy: string | null;
  readonly destroyedAt: Date | null;
  readonly observation: Observation;
  readonly told: Told;
  /** What the source of an image of it said that is newer there. */
  readonly updateLook: UpdateLook | null;
  /** What it was when it was seen last; null: it never was. */
  readonly lastInfo: UnikernelInfo | null;
}

/** Whether what is set for it is checked: of one that is not to run, what was found last holds no more. */
export const isChecked = ({
  managed,
  desired,
  destroyedAt,
}: Pick<StoredUnikernel, 'managed' | 'desired' | 'destroyedAt'>): boolean =>
  managed && desired === 'running' && !destroyedAt;

/** What is stored of a unikernel, opened. */
export function readRegistered(stored: StoredUnikernel, values: SealedValues): RegisteredUnikernel {
  const { id, host, domain, name } = stored;
  const { managed, desired, labels, deletionProtection, keepConsole, createdAt } = stored;
  return {
    ...{ id, managed, desired, labels, deletionProtection, keepConsole, createdAt },
    key: { host, domain, name },
    config: values.openConfig(id, stored.sealedConfig),
    digest: stored.digest ?? null,
    createdBy: stored.createdBy ?? null,
    askedAt: stored.askedAt ?? null,
    destroyedAt: stored.destroyedAt ?? null,
    keeping: keepingIn(stored),
    health: healthIn(stored),
    updateLook: stored.updateLook ?? null,
    observation: observationIn(stored),
    told: toldIn(stored),
    lastInfo: values.openInfo(id, stored.sealedInfo),
  };
}

function healthIn(stored: StoredUnikernel): HealthState | null {
  if (!stored.health) return null;
  return isChecked(stored) ? stored.health : 'unknown';
}

function keepingIn({ keepRunning, keepTries, keepNextAt, keepGaveUp }: StoredUnikernel): Keeping {
  return {
    enabled: keepRunning,
    tries: keepTries,
    nextAt: keepNextAt ?? null,
    gaveUp: keepGaveUp ?? null,
  };
}

function toldIn({ toldState: state, toldDrift }: StoredUnikernel): Told {
  return { state, drift: toldDrift === '' ? [] : toldDrift.split(',') };
}

function observationIn(stored: StoredUnikernel): Observation {
  return {
    seenAt: stored.seenAt ?? null,
    startedAt: stored.startedAt ?? null,
    upSince: stored.upSince ?? null,
    absentSince: stored.absentSince ?? null,
    lostWithHost: stored.lostWithHost,
    starts: stored.starts.map((start) => new Date(start)),
    restarts: stored.restarts,
    exit: stored.exit ?? null,
  };
}

/** The columns of an observation. */
export function observationColumns({ starts, ...observation }: Observation) {
  return { ...observation, starts: starts.map((start) => start.toISOString()) };
}

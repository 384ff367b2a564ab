import { z } from 'zod';
import { SealError, type SecretBox } from '../../database/secret-box.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import type { HealthDay } from './availability.ts';
import type { CheckHealth } from './check-health.ts';
import type { StoredCheckHealth, UnikernelHealth } from './entity.ts';
import { standingChecks } from './schema.ts';
import type { StandingCheck } from './standing-checks.ts';

/** What is checked of a unikernel, and how that goes. */
export interface KeptHealth {
  /** Another one whenever other checks are set. */
  readonly id: string;
  readonly key: UnikernelKey;
  readonly checks: readonly StandingCheck[];
  /** Of each check, in their order. */
  readonly results: readonly CheckHealth[];
  /** The oldest first. */
  readonly days: readonly HealthDay[];
}

/** In what context the checks of a row are sealed. */
export const healthContext = (id: string) => `unikernel-health/${id}`;

export function sealChecks(box: SecretBox, id: string, checks: readonly StandingCheck[]): string {
  return box.seal(Buffer.from(JSON.stringify(checks)), healthContext(id));
}

/** What is stored, opened; null: no key opens it. */
export function readHealth(stored: UnikernelHealth, box: SecretBox): KeptHealth | null {
  const { id, host, domain, name, results, days } = stored;
  try {
    const opened = box.open(stored.sealedChecks, healthContext(id)).toString();
    const checks = standingChecks.parse(JSON.parse(opened));
    return { id, key: { host, domain, name }, checks, results: results.map(readResult), days };
  } catch (error) {
    if (error instanceof SealError || error instanceof z.ZodError) return null;
    throw error;
  }
}

export function storedResult({ since, triedAt, ...rest }: CheckHealth): StoredCheckHealth {
  return {
    ...rest,
    since: since?.toISOString() ?? null,
    triedAt: triedAt?.toISOString() ?? null,
  };
}

function readResult(stored: StoredCheckHealth, index: number): CheckHealth {
  const { id = `${index + 1}`, since, triedAt, ...rest } = stored;
  return { ...rest, id, since: dateIn(since), triedAt: dateIn(triedAt) };
}

const dateIn = (text: string | null) => (text === null ? null : new Date(text));

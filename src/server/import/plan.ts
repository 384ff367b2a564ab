import type { Clock } from '../../base/clock.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import type { SecretBox } from '../../database/secret-box.ts';
import type { HostDeps } from '../../host-client/connected-host.ts';
import type { HostRegistry } from '../../host-client/host-registry.ts';
import type { Policies } from '../../hosts/policies/policies.ts';
import type { Identity } from '../../identity/create-identity.ts';
import type { ImportLine } from './report.ts';

/** What planning an import stands on; it changes nothing. */
export interface PlanDeps {
  readonly database: Database;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly identity: Pick<Identity, 'imported' | 'resets'>;
  readonly hosts: HostRegistry;
  readonly hostDeps: HostDeps;
  readonly policies: Policies;
  /** Ends the wait for hosts. */
  readonly signal: AbortSignal;
}

/** What making something needs, beside the transaction in which all is made. */
export interface Making {
  readonly em: EntityManager;
  /** Of a password that nobody knows. */
  readonly passwordHash: string;
  /** Where people reach the server, without a slash at the end. */
  readonly address: string;
  readonly requestId: string;
}

/** One thing of what is imported: what becomes of it, and how it is made where it is `new`. */
export interface Step {
  readonly line: ImportLine;
  /** Gives the link by which somebody sets a password, where that is needed. */
  readonly make?: (making: Making) => Promise<string | null>;
  /** What is done in this process once all is stored. */
  readonly made?: () => void;
}

/** What becomes of something, and why. */
export type Outcome = Pick<ImportLine, 'state' | 'note'>;

/** A step that makes nothing, since it need not or cannot. */
export function noStep(line: Pick<ImportLine, 'what' | 'name'>, outcome: Outcome): Step {
  return { line: { ...line, ...outcome } };
}

export const known = { state: 'known', note: null } as const;
export const failed = (note: string) => ({ state: 'failed', note }) as const;
export const collision = (note: string) => ({ state: 'collision', note }) as const;

/** Values that stand in a list more than once. */
export function repeated<T>(values: readonly T[]): ReadonlySet<T> {
  const seen = new Set<T>();
  return new Set(values.filter((value) => seen.size === seen.add(value).size));
}

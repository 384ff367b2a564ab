import { type AlbatrossError, HostUntrustedError } from '../albatross/errors.ts';
import { HostKeyError } from '../albatross/ssh/errors.ts';
import type { Clock } from '../base/clock.ts';
import { type DegradedReason, meaningOf } from './error-meanings.ts';

/** What of a host can fail by itself: its commands, the consoles, and the samples of what is used. */
export const hostParts = ['commands', 'console', 'stats'] as const;

export type HostPart = (typeof hostParts)[number];

/** How one part of a host is. */
export interface PartReport {
  readonly state: 'online' | 'degraded';
  readonly reason: DegradedReason | null;
  /** Since when it is in this state. */
  readonly since: Date;
  /** The error that it is degraded by. */
  readonly message: string | null;
}

/** One error of a host, kept for the administrator. */
export interface RecordedError {
  readonly at: Date;
  readonly reason: DegradedReason;
  readonly message: string;
}

/** The keys that a host shows instead of those that are believed. */
export interface PresentedKeys {
  /** Its TLS endpoint's: SHA-256, hex; null where it is the one that is believed. */
  readonly fingerprint: string | null;
  /** Its sshd's, as OpenSSH prints it; null where it is the one that is believed. */
  readonly hostKey: string | null;
}

/**
 * How a host is, as far as is known: data, not an exception (docs/architecture.md, Hosts). Its state
 * is that of its commands: what is only watched says nothing of them.
 */
export interface HealthReport extends PartReport {
  readonly parts: Readonly<Record<HostPart, PartReport>>;
  /** The latest last, at most ten; also those before the host came back. */
  readonly errors: readonly RecordedError[];
  readonly presented: PresentedKeys;
}

const keptErrors = 10;

const asBelieved: PresentedKeys = { fingerprint: null, hostKey: null };

/** Keeps what commands, subscriptions and probes find out about a host. */
export class Health {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #parts: Record<HostPart, PartReport>;
  #errors: readonly RecordedError[] = [];
  #presented: PresentedKeys = asBelieved;

  /** `changed` is called when the host's commands become degraded or online again. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
    const begun: PartReport = { state: 'online', reason: null, since: clock(), message: null };
    this.#parts = { commands: begun, console: begun, stats: begun };
  }

  get report(): HealthReport {
    const parts = { ...this.#parts };
    return { ...parts.commands, parts, errors: this.#errors, presented: this.#presented };
  }

  get degraded(): boolean {
    return this.#parts.commands.reason !== null;
  }

  /** A part has answered, be it with a failure of its own. */
  answered(part: HostPart = 'commands'): void {
    if (part === 'commands') this.#presented = asBelieved;
    this.#move(part, null);
  }

  /** An operation failed; a failure that the host itself reports is an answer. */
  failed(error: AlbatrossError, part: HostPart = 'commands'): void {
    const { reason } = meaningOf(error);
    if (reason !== null) {
      const entry = { at: this.#clock(), reason, message: error.message };
      this.#errors = [...this.#errors, entry].slice(-keptErrors);
    }
    if (part === 'commands') this.#presented = presentedBy(error);
    this.#move(part, reason, error.message);
  }

  #move(part: HostPart, reason: DegradedReason | null, message = ''): void {
    const before = this.#parts[part];
    const state = reason === null ? 'online' : 'degraded';
    const since = state === before.state ? before.since : this.#clock();
    this.#parts[part] = { state, reason, since, message: reason && message };
    if (part === 'commands' && state !== before.state) this.#changed();
  }
}

function presentedBy(error: AlbatrossError): PresentedKeys {
  if (error instanceof HostKeyError) {
    return { ...asBelieved, hostKey: error.presented.fingerprint };
  }
  if (error instanceof HostUntrustedError && error.reason === 'fingerprint-changed') {
    return { ...asBelieved, fingerprint: error.fingerprint };
  }
  return asBelieved;
}

import { type AlbatrossError, HostUntrustedError } from '../albatross/errors.ts';
import { HostKeyError } from '../albatross/ssh/errors.ts';
import type { Clock } from '../base/clock.ts';
import { type DegradedReason, meaningOf } from './error-meanings.ts';

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

/** How a host is, as far as is known: data, not an exception (docs/architecture.md, Hosts). */
export type HealthReport = {
  /** The latest last, at most ten; also those before the host came back. */
  readonly errors: readonly RecordedError[];
  readonly presented: PresentedKeys;
} & (
  | { readonly state: 'online'; readonly reason: null }
  | { readonly state: 'degraded'; readonly reason: DegradedReason }
) & {
    /** Since when it is in this state. */
    readonly since: Date;
  };

const keptErrors = 10;

const asBelieved: PresentedKeys = { fingerprint: null, hostKey: null };

/** Keeps what commands and probes find out about a host. */
export class Health {
  readonly #clock: Clock;
  readonly #changed: () => void;
  #errors: readonly RecordedError[] = [];
  #reason: DegradedReason | null = null;
  #since: Date;
  #presented: PresentedKeys = asBelieved;

  /** `changed` is called when the host becomes degraded or online again. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
    this.#since = clock();
  }

  get report(): HealthReport {
    const known = {
      since: this.#since,
      errors: this.#errors,
      presented: this.#presented,
    };
    return this.#reason === null
      ? { state: 'online', reason: null, ...known }
      : { state: 'degraded', reason: this.#reason, ...known };
  }

  get degraded(): boolean {
    return this.#reason !== null;
  }

  /** The host has answered, be it with a failure of its own. */
  answered(): void {
    this.#presented = asBelieved;
    this.#move(null);
  }

  /** An operation failed; a failure that the host itself reports is an answer. */
  failed(error: AlbatrossError): void {
    const { reason } = meaningOf(error);
    if (reason !== null) {
      const entry = { at: this.#clock(), reason, message: error.message };
      this.#errors = [...this.#errors, entry].slice(-keptErrors);
    }
    this.#presented = presentedBy(error);
    this.#move(reason);
  }

  #move(reason: DegradedReason | null): void {
    const wasDegraded = this.degraded;
    this.#reason = reason;
    if (wasDegraded === this.degraded) return;
    this.#since = this.#clock();
    this.#changed();
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

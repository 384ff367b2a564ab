import type { LogEvent, LoggedEnd } from '../../albatross/log.ts';
import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import { type Exit, endedBy } from '../state/exit.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';

/** What OCaml's numbers of signals stand for (docs/albatross-protocol.md, section 8.2). */
const signals: Readonly<Record<number, string>> = {
  [-1]: 'SIGABRT',
  [-3]: 'SIGFPE',
  [-4]: 'SIGHUP',
  [-5]: 'SIGILL',
  [-6]: 'SIGINT',
  [-7]: 'SIGKILL',
  [-9]: 'SIGQUIT',
  [-10]: 'SIGSEGV',
  [-11]: 'SIGTERM',
  [-22]: 'SIGBUS',
  [-24]: 'SIGSYS',
};

/** Ends that are remembered of a domain on a host: there is no end of names. */
const maxExits = 1_000;

interface LoggedExit {
  /** When it was told. */
  readonly at: Date;
  readonly exit: Exit;
  /** Whether it was started since. */
  readonly isOver: boolean;
}

/** What the logs of hosts have told, for whoever looks at these hosts: it says when to look, and how one ended. */
export class HostNews {
  /** Hosts that were not looked at since. */
  readonly #news = new Set<Label>();
  readonly #listeners = new Map<Label, () => void>();
  /** How each has ended last, the latest last: by host and domain, and by name. */
  readonly #exits = new Map<string, Map<Label, LoggedExit>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Something has happened on a host, or may have. */
  happened(host: Label): void {
    this.#news.add(host);
    this.#listeners.get(host)?.();
  }

  note(key: UnikernelKey, event: LogEvent): void {
    const exits = this.#exits.get(domainOf(key)) ?? new Map<Label, LoggedExit>();
    this.#exits.set(domainOf(key), exits);
    const before = exits.get(key.name);
    if (event.type === 'stopped') {
      exits.delete(key.name);
      exits.set(key.name, { at: this.#clock(), exit: exitOf(event.end), isOver: false });
    } else if (before) exits.set(key.name, { ...before, isOver: true });
    const [oldest] = exits.keys();
    if (exits.size > maxExits && oldest) exits.delete(oldest);
    this.happened(key.host);
  }

  /** Nobody follows the log of a domain on a host any more: a start would not be told. */
  leave(host: Label, domain: Label): void {
    this.#exits.delete(domainOf({ host, domain }));
  }

  /** Calls once there is something to be looked at on a host, at once where there is, until disposed. */
  listen(host: Label, listener: () => void): Disposable {
    this.#listeners.set(host, listener);
    if (this.#news.has(host)) listener();
    return { [Symbol.dispose]: () => void this.#listeners.delete(host) };
  }

  /** Whether something has happened on a host; it is looked at now. */
  take(host: Label): boolean {
    return this.#news.delete(host);
  }

  /**
   * How one has ended that was seen to start at `upSince`, if it was seen; null: its host's log has not told. What was
   * told before that is of an earlier start.
   */
  exitOf(key: UnikernelKey, upSince: Date | null): Exit | null {
    const found = this.#find(key, upSince);
    return found && !found.isOver ? found.exit : null;
  }

  /** How one has ended that was seen at a time, also where it was started anew since; null: that was not told. */
  endOf(key: UnikernelKey, seenAt: Date): Exit | null {
    return this.#find(key, seenAt)?.exit ?? null;
  }

  #find(key: UnikernelKey, since: Date | null): LoggedExit | null {
    const found = this.#exits.get(domainOf(key))?.get(key.name);
    return found && (since === null || found.at >= since) ? found : null;
  }
}

function exitOf({ by, code }: LoggedEnd): Exit {
  if (by === 'exit') return { code, reason: null };
  if (by === 'signal') return endedBy(signals[code] ?? `signal ${code}`);
  return { code: null, reason: null };
}

const domainOf = ({ host, domain }: Pick<UnikernelKey, 'host' | 'domain'>) => `${host} ${domain}`;

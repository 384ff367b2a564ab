import type { CommandType } from '../albatross/commands.ts';
import { formatName } from '../albatross/names.ts';
import type { About } from './command-log.ts';
import type { WrongCertificate } from './tls/host-certificates.ts';
import { untilAborted } from './wait.ts';

/** What can go wrong with a command. Octets of request and reply are counted with their frames. */
export type Fault =
  /** The command is carried out only after that long. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** It is not carried out, and never answered. */
  | { readonly kind: 'silent' }
  /** It is not carried out; the host closes without a word. */
  | { readonly kind: 'silent-close' }
  /** It is not carried out; the host says so in these words. */
  | { readonly kind: 'failure'; readonly words: string }
  /** It is not carried out; the host answers this, and closes. */
  | { readonly kind: 'garbage'; readonly octets: Buffer }
  /** The connection is reset once that much of the data has come in. */
  | { readonly kind: 'reset-request'; readonly afterOctets: number }
  /** It is carried out; the connection is reset after that much of the answer. */
  | { readonly kind: 'reset-reply'; readonly afterOctets: number }
  /** It is carried out; the daemon ends before it answers, as when it is restarted. */
  | { readonly kind: 'lost-daemon' }
  /** It is carried out; the answer is held back until the fault is released. */
  | { readonly kind: 'hold-reply' }
  /** Data is not read any further than that, until the fault is released. */
  | { readonly kind: 'pause-reading'; readonly afterOctets: number }
  | { readonly kind: 'slow-reading'; readonly octetsPerSecond: number };

/** Which commands a fault is for; all, and always, where nothing is said. */
export interface FaultScope {
  readonly command?: CommandType;
  /** A full name, as `alice:hello`. */
  readonly name?: string;
  /** How often it happens. */
  readonly times?: number;
}

/** What can go wrong before a command is known. */
export type ConnectionFault =
  /** Connections are accepted, and nothing more. */
  | 'no-handshake'
  /** Connections are reset as soon as they are accepted. */
  | 'reset';

/** A fault that has been put in place. */
export class ActiveFault {
  readonly fault: Fault;
  readonly #scope: FaultScope;
  readonly #remove: (fault: ActiveFault) => void;
  readonly #release = new AbortController();
  #hits = 0;
  #waiting = 0;

  constructor(fault: Fault, scope: FaultScope, remove: (fault: ActiveFault) => void) {
    this.fault = fault;
    this.#scope = scope;
    this.#remove = remove;
  }

  /** How often it has happened. */
  get hits(): number {
    return this.#hits;
  }

  /** How many commands wait now until it is released. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Waits until it is released, or one of the signals aborts. */
  async wait(...signals: readonly AbortSignal[]): Promise<void> {
    this.#waiting += 1;
    await untilAborted(this.#release.signal, ...signals);
    this.#waiting -= 1;
  }

  /** Lets commands go on that wait for it, and removes it. */
  release(): void {
    this.#release.abort();
    this.#remove(this);
  }

  /** Whether it happens to this command; that counts as once. */
  claim({ type, name }: About): boolean {
    const { command, name: only, times } = this.#scope;
    if (command !== undefined && command !== type) return false;
    if (only !== undefined && only !== formatName(name)) return false;
    this.#hits += 1;
    if (times !== undefined && this.#hits >= times) this.#remove(this);
    return true;
  }
}

/** What goes wrong, on demand. */
export class Faults {
  /** What happens to every new connection; null: nothing. */
  connection: ConnectionFault | null = null;
  /** What certificate is presented in place of the host's own; null: none. */
  certificate: WrongCertificate | null = null;
  readonly #active = new Set<ActiveFault>();

  add(fault: Fault, scope: FaultScope = {}): ActiveFault {
    const active = new ActiveFault(fault, scope, (removed) => this.#active.delete(removed));
    this.#active.add(active);
    return active;
  }

  /** Removes all of them; commands that wait for one go on. */
  clear(): void {
    this.connection = null;
    this.certificate = null;
    for (const active of this.#active) active.release();
  }

  /** The faults that happen to a command, in the order in which they were added. */
  claim(about: About): ActiveFault[] {
    return [...this.#active].filter((active) => active.claim(about));
  }
}

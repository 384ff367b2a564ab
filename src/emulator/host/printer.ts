import type { Name } from '../../albatross/names.ts';
import type { Console } from './console.ts';
import type { Consoles } from './consoles.ts';
import { HostFailure } from './failure.ts';
import { NameMap } from './name-map.ts';
import type { Unikernel } from './unikernel.ts';

const banner = 'This is an emulated albatross host. It runs no unikernel; these lines are made up.';

/** Writes what unikernels would print, now and then, to their consoles. */
export class Printer {
  readonly #consoles: Consoles;
  readonly #interval: number;
  readonly #now: () => Date;
  readonly #open = new NameMap<Console>();
  #timer: NodeJS.Timeout | null = null;
  /**
   * A create with an empty name makes the consoles' daemon hang up, as one that is started anew does
   * (docs/albatross-protocol.md, section 5).
   */
  #isLost = false;

  /** `interval`: milliseconds between two lines of a unikernel. */
  constructor(consoles: Consoles, interval: number, now: () => Date) {
    this.#consoles = consoles;
    this.#interval = interval;
    this.#now = now;
  }

  /** Throws `HostFailure` where the consoles' daemon does not take it, and from then on always. */
  open({ name, config }: Unikernel, maxUnikernels: number | bigint): void {
    if (name.label === null) this.#isLost = true;
    if (name.label === null || this.#isLost) {
      throw new HostFailure('could not create unikernel: console failed');
    }
    this.#open.set(name, this.#consoles.open(name.path, name.label, maxUnikernels));
    this.print(name, banner);
    this.print(name, `${name.label}: ${config.memory} MB, CPU ids ${config.cpuids.join(', ')}`);
    if (config.arguments) this.print(name, `arguments: ${config.arguments.join(' ')}`);
    this.#timer ??= setInterval(() => this.#printAll(), this.#interval);
  }

  close(name: Name): void {
    const console = this.#open.get(name);
    if (console) console.active = false;
    this.#open.delete(name);
    if (this.#open.size === 0) this.#stopTimer();
  }

  /** The consoles' daemon is another one: nothing is opened any more until `stop`. */
  lose(): void {
    this.#isLost = true;
  }

  /** Writes a line to the console of a unikernel that runs. */
  print(name: Name, line: string): void {
    this.#open.get(name)?.write({ timestamp: this.#now(), line });
  }

  /** Forgets what is open; the consoles keep their lines. */
  stop(): void {
    for (const { name } of this.#open.entries()) this.close(name);
    this.#isLost = false;
    this.#stopTimer();
  }

  #printAll(): void {
    const time = this.#now().toISOString();
    for (const { name } of this.#open.entries()) {
      this.print(name, `${time} still here, still emulated`);
    }
  }

  #stopTimer(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}

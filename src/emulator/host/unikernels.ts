import type { LogEvent } from '../../albatross/log.ts';
import type { Name } from '../../albatross/names.ts';
import type { UnikernelArguments, UnikernelConfig } from '../../albatross/unikernel.ts';
import { checkUnikernel, type Resources } from './admission.ts';
import { asAsked, asKilled, caught, type EventLog } from './event-log.ts';
import { type Exit, exitOf, isForName, isRestarted } from './exit.ts';
import { HostFailure } from './failure.ts';
import { checkDevices, checkImage } from './image.ts';
import { NameMap } from './name-map.ts';
import type { Printer } from './printer.ts';
import type { StateFile } from './state-file.ts';
import type { Unikernel } from './unikernel.ts';

interface Timing {
  readonly now: () => Date;
  /** How long a unikernel lives that cannot, and how long one that is restarted stays away, in ms. */
  readonly exitDelay: number;
  readonly log: Pick<EventLog, 'tell'>;
  readonly state: StateFile;
}

/** The unikernels that are said to run on a host; each method gives what the host answers. */
export class Unikernels {
  readonly #resources: Resources;
  readonly #running: NameMap<Unikernel>;
  readonly #printer: Printer;
  readonly #now: () => Date;
  readonly #exitDelay: number;
  readonly #log: Pick<EventLog, 'tell'>;
  readonly #state: StateFile;
  /** Ends that are awaited, of those that run, and restarts, of those that do not. */
  readonly #timers = new NameMap<NodeJS.Timeout>();
  /** Destroyed ones, of which the daemon still thinks that they are being restarted. */
  readonly #traces = new NameMap<true>();

  constructor(resources: Resources, printer: Printer, { now, exitDelay, log, state }: Timing) {
    this.#resources = resources;
    this.#running = resources.running;
    this.#printer = printer;
    this.#now = now;
    this.#exitDelay = exitDelay;
    this.#log = log;
    this.#state = state;
  }

  /** Throws `HostFailure`, as the others do. */
  async create(name: Name, config: UnikernelConfig): Promise<string> {
    await this.#create(name, config, config.addName);
    return 'created unikernel';
  }

  /** Checks the policy, ends the one that runs, and only then looks at the image. */
  async forceCreate(name: Name, config: UnikernelConfig): Promise<string> {
    checkUnikernel(this.#resources, name, config, this.#running.get(name));
    this.#terminate(name);
    return await this.create(name, config);
  }

  /** The same image, with other arguments if there are any; the new policy check comes too late. */
  async restart(name: Name, given: UnikernelArguments | null): Promise<string> {
    const unikernel = this.#running.get(name);
    if (!unikernel) return this.destroy(name);
    checkUnikernel(this.#resources, name, unikernel.config, unikernel);
    const config = { ...unikernel.config, ...this.#taken(unikernel.config, given) };
    await checkDevices(config);
    this.#terminate(name);
    return await this.create(name, config);
  }

  /** Stops one that is being restarted over and over, too; destroying twice seems to do that. */
  destroy(name: Name): string {
    const isRunning = this.#running.has(name);
    const hadTrace = this.#traces.delete(name);
    if (!this.#terminate(name) && !hadTrace) throw new HostFailure('destroy: not found');
    this.#state.write();
    if (!isRunning) return 'destroyed: removed from restarting';
    this.#traces.set(name, true);
    return 'destroyed unikernel';
  }

  /** Ends one past the daemon by SIGKILL, as a machine without memory does: without a word. */
  kill(name: Name): void {
    this.#stop(name, asKilled);
    this.#state.write();
  }

  /** Starts what the state file has, as a host does when it starts; what it refuses then is left out. */
  async resume(): Promise<void> {
    const before = this.#state.read();
    this.#running.clear();
    for (const { name, config, named } of before) {
      await this.#create(name, config, named).catch(unlessRefused);
    }
  }

  /** Stops all timers; what the state file has is kept for `resume`. */
  pause(): void {
    for (const { value: timer } of this.#timers.entries()) clearTimeout(timer);
    this.#timers.clear();
    this.#traces.clear();
    this.#printer.stop();
  }

  /** Up to 2.7 a host passes over some of what it is given (docs/albatross-protocol.md, section 8.3). */
  #taken(before: UnikernelConfig, given: UnikernelArguments | null): UnikernelArguments | null {
    if (!given || this.#resources.series === '2.8') return given;
    const { memory, numcpus, linuxBootPartition } = before;
    return { ...given, memory, numcpus, linuxBootPartition };
  }

  async #create(name: Name, config: UnikernelConfig, named: boolean): Promise<void> {
    this.#checkAbsent(name);
    checkUnikernel(this.#resources, name, config);
    const image = await checkImage(config, this.#resources);
    this.#checkAbsent(name);
    checkUnikernel(this.#resources, name, config);
    this.#start({ name, config, ...image, started: this.#now(), named });
    this.#state.write();
  }

  #checkAbsent(name: Name): void {
    if (!this.#running.has(name)) return;
    throw new HostFailure('Unikernel with same name is already running');
  }

  #start(unikernel: Unikernel): void {
    const { name } = unikernel;
    const maxUnikernels = this.#resources.policies.of(name.path)?.unikernels ?? 0;
    this.#printer.open(unikernel, maxUnikernels);
    this.#running.set(name, unikernel);
    this.#log.tell(name, { type: 'started' });
    const exit = exitOf(unikernel, this.#resources.machine.cpuids);
    if (exit) this.#later(name, () => this.#end(unikernel, exit), exit.after);
  }

  /** By SIGTERM: a tender for hvt catches it, and says so (docs/albatross-protocol.md, section 5). */
  #terminate(name: Name): boolean {
    if (this.#running.get(name)?.solo5.target !== 'hvt') return this.#stop(name, asAsked);
    this.#printer.print(name, 'solo5-hvt: Exiting on signal 15');
    return this.#stop(name, caught);
  }

  #stop(name: Name, event: LogEvent): boolean {
    const isRestarting = this.#cancel(name);
    const isRunning = this.#running.delete(name);
    if (isRunning) this.#printer.close(name);
    if (isRunning) this.#log.tell(name, event);
    return isRunning || isRestarting;
  }

  #end(unikernel: Unikernel, { code, line }: Exit): void {
    const { name, config } = unikernel;
    if (line !== null) this.#printer.print(name, line);
    this.#stop(name, { type: 'stopped', end: { by: 'exit', code } });
    const { series } = this.#resources;
    if (unikernel.named && isForName(code, series)) {
      this.#later(name, () => this.#again({ ...unikernel, named: false }));
    } else if (isRestarted(config, code, series)) {
      this.#later(name, () => this.#again(unikernel));
    } else {
      this.#state.write();
    }
  }

  #again(unikernel: Unikernel): void {
    try {
      this.#checkAbsent(unikernel.name);
      checkUnikernel(this.#resources, unikernel.name, unikernel.config);
      this.#start({ ...unikernel, started: this.#now() });
      if (unikernel.named !== unikernel.config.addName) this.#state.write();
    } catch (error) {
      unlessRefused(error);
    }
  }

  #later(name: Name, action: () => void, delay = this.#exitDelay): void {
    const timer = setTimeout(() => {
      this.#timers.delete(name);
      action();
    }, delay);
    this.#timers.set(name, timer);
  }

  #cancel(name: Name): boolean {
    clearTimeout(this.#timers.get(name));
    return this.#timers.delete(name);
  }
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof HostFailure)) throw error;
}

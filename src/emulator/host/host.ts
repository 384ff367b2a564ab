import PQueue from 'p-queue';
import type { Command } from '../../albatross/commands.ts';
import type { LogForm } from '../../albatross/log.ts';
import type { Name, Path } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import type { Series } from '../options.ts';
import { isInUse, type Resources } from './admission.ts';
import { Consoles } from './consoles.ts';
import { EventLog } from './event-log.ts';
import { NameMap } from './name-map.ts';
import { Policies } from './policies.ts';
import { Printer } from './printer.ts';
import { StateFile } from './state-file.ts';
import { Statistics } from './statistics.ts';
import type { Unikernel } from './unikernel.ts';
import { Unikernels } from './unikernels.ts';
import { type Usage, usageOf } from './usage.ts';
import type { VolumeContents } from './volume-contents.ts';
import { Volumes } from './volumes.ts';

export interface HostOptions {
  /** What the machine has: the root domain's policy. */
  readonly machine: Policy;
  readonly contents: VolumeContents;
  /** Milliseconds between the lines of a unikernel's console. */
  readonly consoleInterval: number;
  /** Milliseconds between samples. */
  readonly statsInterval: number;
  /** Milliseconds that a unikernel lives that cannot, and that one which restarts stays away. */
  readonly exitDelay: number;
  readonly series: Series;
  readonly logForm: LogForm | null;
  /** Targets and versions of their ABI, as `hvt 2`. */
  readonly tenders: readonly string[];
  readonly now: () => Date;
}

/** All that a host knows and holds, behind whatever way in. */
export class Host implements Resources {
  readonly machine: Policy;
  /** The bridges that exist: those of the machine, until somebody takes one away. */
  bridges: readonly string[];
  readonly series: Series;
  /** How its log is subscribed to; null: it has none. */
  readonly logForm: LogForm | null;
  readonly log = new EventLog();
  /** The tenders that are installed now. */
  tenders: readonly string[];
  readonly policies: Policies;
  readonly volumes: Volumes;
  readonly running = new NameMap<Unikernel>();
  readonly state = new StateFile(this.running);
  readonly unikernels: Unikernels;
  readonly consoles = new Consoles();
  readonly printer: Printer;
  readonly statistics: Statistics;
  readonly #queue = new PQueue({ concurrency: 1 });
  #sequence = 0n;

  constructor(options: HostOptions) {
    const { machine, contents, consoleInterval, statsInterval, exitDelay, now } = options;
    this.machine = machine;
    this.bridges = machine.bridges;
    this.series = options.series;
    this.logForm = options.logForm;
    this.tenders = options.tenders;
    this.policies = new Policies(machine);
    this.volumes = new Volumes(contents);
    this.printer = new Printer(this.consoles, consoleInterval, now);
    const { log, state } = this;
    this.unikernels = new Unikernels(this, this.printer, { now, exitDelay, log, state });
    this.statistics = new Statistics(this.running, statsInterval, now);
  }

  /** Finds the volumes, and starts again what ran when that was last written down. */
  async start(): Promise<void> {
    await this.volumes.load();
    await this.unikernels.resume();
  }

  /** Stops all timers. What is known is kept for the next start. */
  stop(): void {
    this.unikernels.pause();
  }

  /** Starts the consoles' daemon anew, which then knows nothing; that of the unikernels does not connect to it again. */
  restartConsole(): void {
    this.consoles.forget();
    this.printer.lose();
  }

  /** One change at a time, as the daemon does. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    return this.#queue.add(task);
  }

  /** What is used at and below a domain. */
  usage(path: Path): Usage {
    return usageOf(this.running, this.volumes, path);
  }

  /** Whether a unikernel holds the volume. */
  isInUse(volume: Name): boolean {
    return isInUse(this.running, volume);
  }

  /** Whether it can read a command: another form of a subscription to its log is met with silence. */
  understands(command: Command): boolean {
    return command.type !== 'log-subscribe' || command.form === this.logForm;
  }

  /** The number of a message to a daemon. */
  nextSequence(): bigint {
    return this.#sequence++;
  }
}

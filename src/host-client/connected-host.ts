import type { X509Certificate } from 'node:crypto';
import type { Logger } from 'pino';
import { Host } from '../albatross/host/host.ts';
import type { HostLimits } from '../albatross/host/limits.ts';
import type { Limiter } from '../albatross/limiter.ts';
import type { Label, Name } from '../albatross/names.ts';
import type { Policy } from '../albatross/policy.ts';
import type { SshLimits } from '../albatross/ssh/connection.ts';
import type { Domain, Target } from '../albatross/transport.ts';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import { shuttingDown } from '../base/shutting-down.ts';
import type { Timer } from '../base/timer.ts';
import type { Locks } from '../database/locks/locks.ts';
import type { HostTransport } from './connection-settings/connection-settings.ts';
import { DomainHost } from './domain-host.ts';
import { DomainPolicies } from './domains/domain-policies.ts';
import { PresentingTransport } from './domains/presenting-transport.ts';
import type { LearnedOfHost } from './entity.ts';
import type { ConsolePlaces } from './feeds/console-place.ts';
import { Feeds } from './feeds/feeds.ts';
import type { StatsPlaces } from './feeds/stats-place.ts';
import type { HandshakeLimiter } from './handshake-limiter.ts';
import { Health, type HealthReport } from './health.ts';
import { HostClock } from './host-clock.ts';
import { SharedLists } from './host-lists.ts';
import type {
  ChangeOptions,
  ConsoleStartRequest,
  HostOperation,
  ManagedHost,
} from './managed-host.ts';
import { Operations } from './operations.ts';
import { Prober } from './prober.ts';

/** What all hosts of a server have in common. */
export interface HostDeps {
  readonly handshakes: HandshakeLimiter;
  readonly limits?: Partial<HostLimits>;
  readonly sshLimits?: Partial<SshLimits>;
  readonly locks: Locks;
  readonly log: Logger;
  readonly clock: Clock;
  readonly timer: Timer;
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number;
  /** Reads a domain's policy on a host, by its id, where other servers may change it too. */
  readonly readPolicy?: (hostId: string, domain: Label) => Promise<Policy | null>;
  /** Which places for samples are left to other clients; default: none is. */
  readonly statsPlaces?: StatsPlaces;
  /** Which consoles are left to other clients; default: none is. */
  readonly consolePlaces?: ConsolePlaces;
}

export interface ConnectedHostDeps extends HostDeps {
  readonly id: string;
  readonly name: Label;
  /** A transport to the host whose handshakes the limiter lets through; closed with the host. */
  readonly transport: (limiter: Limiter) => HostTransport;
  /** Whether what unikernels use there is collected; default: it is. */
  readonly collectMetrics?: boolean;
  /** Those of the connection that it replaces, whose commands come to their end meanwhile. */
  readonly domainPolicies?: DomainPolicies | undefined;
  /** What the connection that it replaces has learned of the host's clock. */
  readonly hostClock?: HostClock | undefined;
}

/** A host that is asked over the network. Whoever made it closes it. */
export class ConnectedHost implements ManagedHost {
  readonly domainPolicies: DomainPolicies;
  readonly clock: HostClock;
  readonly #deps: ConnectedHostDeps;
  readonly #transport: HostTransport;
  /** Presents what it is told: for whoever is alone in a domain, and need not wait for leave. */
  readonly #alone: Host;
  readonly #health: Health;
  readonly #client: Host;
  readonly #operations: Operations;
  readonly #lists: SharedLists;
  readonly #feeds: Feeds;
  readonly #prober: Prober;
  readonly #retired = new AbortController();
  #isReassuring = false;
  #wasOf28: boolean | null = null;

  constructor(deps: ConnectedHostDeps) {
    const { id, name, clock, timer, random } = deps;
    this.#deps = deps;
    this.clock = deps.hostClock ?? new HostClock();
    const { readPolicy, statsPlaces, consolePlaces } = deps;
    const read = readPolicy && ((domain: Label) => readPolicy(id, domain));
    this.domainPolicies = new DomainPolicies({ id, name }, deps.locks, read, deps.domainPolicies);
    const health = new Health(clock, () => this.#healthChanged());
    const transport = deps.transport(deps.handshakes.limit);
    this.#transport = transport;
    this.#alone = new Host(transport, deps.limits);
    const client = new Host(new PresentingTransport(transport, this.domainPolicies), deps.limits);
    const { handshakes } = deps;
    const operations = new Operations({
      ...{ name, client, handshakes, health, timer },
      doubted: () => void this.#reassure(),
    });
    this.#health = health;
    this.#client = client;
    this.#operations = operations;
    const isAlone = !readPolicy;
    this.#lists = new SharedLists({ id, name, operations, health, isAlone, clock, timer });
    this.#feeds = new Feeds({ operations, clock, timer, host: this, statsPlaces, consolePlaces });
    this.#prober = new Prober({ probe: (signal) => this.#probe(signal), timer, random });
  }

  get id(): string {
    return this.#deps.id;
  }

  get name(): Label {
    return this.#deps.name;
  }

  get collectMetrics(): boolean {
    return this.#deps.collectMetrics ?? true;
  }

  get knownDown(): boolean {
    return this.#health.degraded;
  }

  get health(): HealthReport {
    return this.#health.report;
  }

  /** How full its slots are, by their kind. */
  get load() {
    return this.#operations.load;
  }

  forDomain(domain: Label): ManagedHost {
    return new DomainHost(this, domain);
  }

  /** `domain`, here and below: whose share of the slots it takes; the server's own without. */
  read<T>(operation: HostOperation<T>, signal?: AbortSignal, domain?: Label): Promise<T> {
    return this.#operations.read(operation, { signal, domain });
  }

  readConsole<T>(operation: HostOperation<T>, signal?: AbortSignal, domain?: Label): Promise<T> {
    return this.#operations.read(operation, { signal, domain, part: 'console' });
  }

  change<T>(operation: HostOperation<T>, options: ChangeOptions = {}, domain?: Label): Promise<T> {
    const changing: HostOperation<T> = async (client, bound) => {
      this.#lists.changed();
      try {
        return await operation(client, bound);
      } finally {
        this.#lists.changed();
      }
    };
    return this.#operations.change(changing, { ...options, domain });
  }

  transfer<T>(operation: HostOperation<T>, signal?: AbortSignal, domain?: Label): Promise<T> {
    return this.#operations.transfer(operation, { signal, domain });
  }

  async changePolicy(
    domain: Label,
    operation: HostOperation<Policy | null>,
    signal?: AbortSignal,
  ): Promise<void> {
    const changing: HostOperation<void> = async (_client, bound) => {
      const present = (lost: AbortSignal) => operation(this.#alone, AbortSignal.any([bound, lost]));
      await this.domainPolicies.change(domain, present, signal);
    };
    await this.change(changing, { signal });
  }

  unikernels(signal?: AbortSignal, maxAge?: number) {
    return this.#lists.unikernels(signal, maxAge);
  }

  unikernelsAnew(signal?: AbortSignal) {
    return this.#lists.unikernelsAnew(signal);
  }

  volumes(signal?: AbortSignal) {
    return this.#lists.volumes(signal);
  }

  policies(signal?: AbortSignal) {
    return this.#lists.policies(signal);
  }

  within(patience: number) {
    return this.#lists.within(patience);
  }

  console(target: Target, start: ConsoleStartRequest, signal: AbortSignal) {
    return this.#feeds.console(target, start, signal);
  }

  briefConsole(...request: Parameters<ManagedHost['briefConsole']>) {
    return this.#feeds.briefConsole(...request);
  }

  keptConsole(target: Target, signal: AbortSignal) {
    return this.#feeds.keptConsole(target, signal);
  }

  stats(target: Target, signal: AbortSignal) {
    return this.#feeds.stats(target, signal);
  }

  domainStats(domain: Domain, signal: AbortSignal) {
    return this.#feeds.domainStats(domain, signal);
  }

  get presented(): X509Certificate | null {
    return this.#transport.presented ?? null;
  }

  get isOf28(): boolean {
    return this.learned.isOf28 ?? false;
  }

  get learned(): LearnedOfHost {
    return { isOf28: this.#client.isOf28 ?? this.#wasOf28, starts: this.clock.starts };
  }

  /** Takes in what was learned before, or by another server; what is learned here stands above that. */
  know({ isOf28, starts }: LearnedOfHost): void {
    this.#wasOf28 = isOf28;
    this.clock.know(starts, this.#deps.clock());
  }

  log(domain: Domain, signal: AbortSignal) {
    return this.#operations.ask((client, bound) => client.log(domain, { signal: bound }), signal);
  }

  inactiveConsoles(domains: readonly Domain[], signal?: AbortSignal) {
    const list: HostOperation<readonly Name[]> = (client, bound) =>
      client.inactiveConsoles(domains, { signal: bound });
    return this.readConsole(list, signal, domains[0]?.label);
  }

  async check(signal?: AbortSignal): Promise<void> {
    try {
      await this.#operations.read((client, bound) => client.policies([], { signal: bound }), {
        signal,
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Problem)) throw error;
      // What it fails with is in the health, which is what is asked about here.
    }
  }

  /** Ends the feeds and the probes; what runs comes to its end. */
  retire(): void {
    this.#retired.abort();
    this.#prober.close();
    this.#feeds.close();
    this.#transport.retire?.();
  }

  /** Ends all that runs. */
  close(): void {
    this.retire();
    const detail = `The connection to the host ${this.name} is closed.`;
    this.#operations.close(shuttingDown(detail));
    void this.#transport.close();
  }

  /** What is watched was lost: whether commands are well, too, a command tells, one at a time. */
  async #reassure(): Promise<void> {
    if (this.#isReassuring || this.#health.degraded || this.#retired.signal.aborted) return;
    this.#isReassuring = true;
    await this.#probe(this.#retired.signal);
    this.#isReassuring = false;
  }

  async #probe(signal: AbortSignal): Promise<void> {
    const { log, name } = this.#deps;
    await this.check(signal).catch((error) => {
      if (!signal.aborted) log.error({ host: name, error }, 'the host cannot be probed');
    });
  }

  #healthChanged(): void {
    const { log, name } = this.#deps;
    const { state, reason, errors } = this.#health.report;
    const facts = { host: name, state, reason };
    if (state === 'online') {
      this.#prober.stop();
      log.info(facts, 'the host is back');
    } else {
      this.#prober.start();
      log.warn({ ...facts, error: errors.at(-1)?.message }, 'the host is degraded');
    }
  }
}

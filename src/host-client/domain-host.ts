import type { Label } from '../albatross/names.ts';
import type { Policy } from '../albatross/policy.ts';
import type { Domain, Target } from '../albatross/transport.ts';
import type { ConnectedHost } from './connected-host.ts';
import type {
  ChangeOptions,
  ConsoleStartRequest,
  HostOperation,
  ManagedHost,
} from './managed-host.ts';

/** A host as one domain uses it: what it asks counts against the domain's share of the slots. */
export class DomainHost implements ManagedHost {
  readonly #host: ConnectedHost;
  readonly #domain: Label;

  constructor(host: ConnectedHost, domain: Label) {
    this.#host = host;
    this.#domain = domain;
  }

  get id() {
    return this.#host.id;
  }

  get name() {
    return this.#host.name;
  }

  get collectMetrics() {
    return this.#host.collectMetrics;
  }

  get knownDown() {
    return this.#host.knownDown;
  }

  get health() {
    return this.#host.health;
  }

  get learned() {
    return this.#host.learned;
  }

  get isOf28() {
    return this.#host.isOf28;
  }

  get clock() {
    return this.#host.clock;
  }

  get presented() {
    return this.#host.presented;
  }

  forDomain(domain: Label) {
    return this.#host.forDomain(domain);
  }

  read<T>(operation: HostOperation<T>, signal?: AbortSignal) {
    return this.#host.read(operation, signal, this.#domain);
  }

  readConsole<T>(operation: HostOperation<T>, signal?: AbortSignal) {
    return this.#host.readConsole(operation, signal, this.#domain);
  }

  change<T>(operation: HostOperation<T>, options?: ChangeOptions) {
    return this.#host.change(operation, options, this.#domain);
  }

  transfer<T>(operation: HostOperation<T>, signal?: AbortSignal) {
    return this.#host.transfer(operation, signal, this.#domain);
  }

  changePolicy(domain: Label, operation: HostOperation<Policy | null>, signal?: AbortSignal) {
    return this.#host.changePolicy(domain, operation, signal);
  }

  inactiveConsoles(domains: readonly Domain[], signal?: AbortSignal) {
    return this.#host.inactiveConsoles(domains, signal);
  }

  check(signal?: AbortSignal) {
    return this.#host.check(signal);
  }

  unikernels(signal?: AbortSignal, maxAge?: number) {
    return this.#host.unikernels(signal, maxAge);
  }

  unikernelsAnew(signal?: AbortSignal) {
    return this.#host.unikernelsAnew(signal);
  }

  volumes(signal?: AbortSignal) {
    return this.#host.volumes(signal);
  }

  policies(signal?: AbortSignal) {
    return this.#host.policies(signal);
  }

  within(patience: number) {
    return this.#host.within(patience);
  }

  console(target: Target, start: ConsoleStartRequest, signal: AbortSignal) {
    return this.#host.console(target, start, signal);
  }

  briefConsole(...request: Parameters<ManagedHost['briefConsole']>) {
    return this.#host.briefConsole(...request);
  }

  keptConsole(target: Target, signal: AbortSignal) {
    return this.#host.keptConsole(target, signal);
  }

  stats(target: Target, signal: AbortSignal) {
    return this.#host.stats(target, signal);
  }

  log(domain: Domain, signal: AbortSignal) {
    return this.#host.log(domain, signal);
  }

  domainStats(domain: Domain, signal: AbortSignal) {
    return this.#host.domainStats(domain, signal);
  }
}

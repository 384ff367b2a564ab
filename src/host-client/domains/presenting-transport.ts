import type { Duplex } from 'node:stream';
import type { Command } from '../../albatross/commands.ts';
import type { AlbatrossError } from '../../albatross/errors.ts';
import type { Path } from '../../albatross/names.ts';
import type { OpenOptions, Target, Transport } from '../../albatross/transport.ts';
import { firstOf, onAbort } from '../../base/timer.ts';
import type { DomainPolicies } from './domain-policies.ts';

/**
 * A transport to a host on which every command in a domain presents the policy that holds when it is
 * sent, and is over when its connection is closed: at once where that policy is not held any more. Content
 * that the host sends does not hold the policy: it can be changed however slowly the content is read.
 */
export class PresentingTransport implements Transport {
  readonly #transport: Transport;
  readonly #policies: DomainPolicies;

  constructor(transport: Transport, policies: DomainPolicies) {
    this.#transport = transport;
    this.#policies = policies;
  }

  get prefix(): Path {
    return this.#transport.prefix;
  }

  get canRemovePolicies(): boolean {
    return this.#transport.canRemovePolicies;
  }

  async open(target: Target, command: Command, options: OpenOptions = {}): Promise<Duplex> {
    const [domain, ...below] = target.domains;
    if (!domain || !appliesPolicies(command)) {
      return await this.#transport.open(target, command, options);
    }
    await using holding = new AsyncDisposableStack();
    const presenting = holding.use(await this.#policies.present(domain, options.signal));
    const { lost } = presenting;
    const current = { domains: [presenting.domain, ...below], label: target.label };
    const signal = firstOf(options.signal, lost);
    const stream = await this.#transport.open(current, command, { ...options, signal });
    if (stream.closed) return stream;
    holding.use(onAbort(lost, () => stream.destroy()));
    const held = holding.move();
    stream.once('close', () => void held.disposeAsync());
    void options.answered?.then(() => held.disposeAsync());
    return stream;
  }

  explain(error: Error): AlbatrossError {
    return this.#transport.explain(error);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }
}

/**
 * The host leaves the policies of console and stats commands aside
 * (docs/albatross-protocol.md, section 3.1).
 */
const appliesPolicies = ({ type }: Command): boolean =>
  !type.startsWith('console-') && !type.startsWith('stats-');

import { Resolver } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import { onAbort } from '../base/timer.ts';
import { CheckFault } from './check-fault.ts';
import { type Asker, type ConnectDeps, findAllowed } from './connect.ts';
import type { DnsCheck } from './schema.ts';

/** Who answers questions; `null` of `ResolverFor` is whom the machine asks. */
export interface DnsResolver {
  resolve(name: string, type: string): Promise<unknown>;
  resolveMx(name: string): Promise<readonly { priority: number; exchange: string }[]>;
  cancel(): void;
}

export type ResolverFor = (server: { address: string; port: number } | null) => DnsResolver;

/** Asks once, at just this address. */
export const systemResolver: ResolverFor = (server) => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (!server) return resolver;
  const { address, port } = server;
  resolver.setServers([isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`]);
  return resolver;
};

export interface DnsCheckDeps extends ConnectDeps {
  readonly resolverFor: ResolverFor;
}

/** Asks once. Throws `CheckFault`. */
export async function checkDns(deps: DnsCheckDeps, check: DnsCheck, asker: Asker): Promise<string> {
  const { server, port, name, type, expect } = check;
  const [address] = server === undefined ? [] : await findAllowed(deps, server, asker);
  const { signal } = asker;
  const resolver = deps.resolverFor(address === undefined ? null : { address, port });
  using _cancelling = onAbort(signal, () => resolver.cancel());
  const answers = await answersOf(resolver, check, signal);
  if (answers.length === 0) throw new CheckFault(`There is no ${type} of ${name}.`);
  if (expect === undefined || answers.some((answer) => isSame(answer, expect))) {
    return `${name} has ${answers.length} ${type}.`;
  }
  // What the machine's own name server knows is not told to everybody.
  const others = server === undefined ? 'another answer' : answers.join(', ').slice(0, 500);
  throw new CheckFault(`The ${type} of ${name} is ${others}.`);
}

async function answersOf(
  resolver: DnsResolver,
  { name, type }: DnsCheck,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    if (type === 'MX') {
      const list = await resolver.resolveMx(name);
      return list.map(({ priority, exchange }) => `${priority} ${exchange}`);
    }
    const list: unknown = await resolver.resolve(name, type);
    // A TXT is a list of pieces.
    return [list].flat().map((answer) => (Array.isArray(answer) ? answer.join('') : `${answer}`));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new CheckFault(`${name} is not answered (${error.code}).`, { cause: error });
  }
}

/** Names in any case, with or without the full stop of the root. */
const isSame = (answer: string, expected: string) => plain(answer) === plain(expected);
const plain = (text: string) => text.toLowerCase().replace(/\.$/, '');

import { Problem } from '../../base/errors.ts';
import type { ConnectedHost } from '../../host-client/connected-host.ts';
import {
  adoptPolicy,
  type FoundPolicy,
  findPolicies,
  type HostContent,
} from '../../hosts/policies/found-policies.ts';
import { failed, known, noStep, type PlanDeps, type Step } from './plan.ts';

/** Milliseconds that a host is waited for. */
const patience = 20_000;

/** A host whose policies are taken over: one that is here, or one that has been asked and will be. */
export type PolicySource =
  | { readonly kind: 'known'; readonly host: ConnectedHost }
  | { readonly kind: 'new'; readonly host: NewHost; readonly content: HostContent };

type NewHost = Pick<ConnectedHost, 'id' | 'name'>;

/** The names of accounts. */
export type Domains = Parameters<typeof findPolicies>[1];

/** What becomes of a policy, and whose it is; null: of none that is known. */
export interface PlannedPolicy {
  readonly domain: FoundPolicy['domain'] | null;
  readonly step: Step;
}

/**
 * What becomes of the policies of these domains, which the hosts have and mollymawk's data has not. Since the
 * host has them, nothing is sent there.
 */
export async function planPolicies(
  deps: PlanDeps,
  sources: readonly PolicySource[],
  domains: Domains,
): Promise<readonly PlannedPolicy[]> {
  const planned = sources.map(async (source) => {
    if (source.kind === 'known') return await ofKnownHost(deps, source.host, domains);
    const { host, content } = source;
    return findPolicies(content, domains).map((found) => ({
      domain: found.domain,
      step: planPolicy(deps, host, found),
    }));
  });
  return (await Promise.all(planned)).flat();
}

async function ofKnownHost(
  deps: PlanDeps,
  host: ConnectedHost,
  domains: Domains,
): Promise<readonly PlannedPolicy[]> {
  const here = new Set((await deps.policies.on(host)).map(({ domain }) => domain));
  const content = await ask(host, deps.signal);
  if (content instanceof Problem) {
    const step = noStep({ what: 'policy', name: `*@${host.name}` }, failed(content.detail));
    return [{ domain: null, step }];
  }
  return findPolicies(content, domains).map((found) => {
    const { domain, policy } = found;
    if (here.has(domain)) return { domain, step: noStep(lineOf(host, found), known) };
    const made = () => host.domainPolicies.adopt(domain, policy);
    return { domain, step: { ...planPolicy(deps, host, found), made } };
  });
}

async function ask(host: ConnectedHost, signal: AbortSignal): Promise<HostContent | Problem> {
  const lists = host.within(patience);
  try {
    const [policies, unikernels, volumes] = await Promise.all([
      lists.policies(signal),
      lists.unikernels(signal),
      lists.volumes(signal),
    ]);
    return { policies, unikernels, volumes };
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

const lineOf = ({ name }: NewHost, { domain }: FoundPolicy) =>
  ({ what: 'policy', name: `${domain}@${name}` }) as const;

function planPolicy({ clock }: PlanDeps, host: NewHost, found: FoundPolicy): Step {
  const line = lineOf(host, found);
  if (found.refusal !== null) return noStep(line, failed(found.refusal));
  const { unikernels, memory, block } = found.policy;
  const storage = block === null ? 'no volumes' : `${block} MiB of volumes`;
  const note = `${unikernels} unikernels, ${memory} MiB of memory, ${storage}`;
  return {
    line: { ...line, state: 'new', note },
    async make({ em }) {
      await adoptPolicy(em, host.id, found, clock());
      return null;
    },
  };
}

import type { z } from 'zod';
import type { Policy } from '../../albatross/policy.ts';
import { hostProblems } from '../../host-client/host-problems.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import { approvedDomain, domainOf } from './account-domain.ts';
import { deletePolicy } from './delete-policy.ts';
import type { Deps } from './deps.ts';
import { listPolicies } from './list-policies.ts';
import { presentGiven, presentHostPolicies, presentPoliciesSet } from './present-policy.ts';
import * as schema from './schema.ts';
import { type AskedPolicy, setPolicies } from './set-policies.ts';
import { setPolicy } from './set-policy.ts';

const tag = 'Policies';

const changeProblems = ['account-unknown', 'domain-in-use', ...hostProblems] as const;

type AskedItem = z.output<typeof schema.setPoliciesBody>['policies'][number];

export type PolicyHandlers = ReturnType<typeof policyHandlers>;

/** What administrators ask of policies. */
export function policyHandlers(deps: Deps) {
  const { hosts } = deps;
  return {
    list: defineHandler({
      operationId: 'listPolicies',
      tag,
      summary: 'List what is given on a host, to whom, and what it has left',
      params: schema.hostPoliciesParams,
      query: schema.hostPoliciesQuery,
      answers: { 200: schema.hostPoliciesAnswer },
      problems: hostProblems,
      handle: async ({ params: { host }, query, signal, turn }) => {
        const list = await listPolicies(deps, hosts.get(host), signal);
        await turn();
        return { status: 200, body: presentHostPolicies(list, host, query) };
      },
    }),
    set: defineHandler({
      operationId: 'setPolicy',
      tag,
      summary: 'Set what an account may use on a host',
      description:
        'Waits for the account’s running commands there. The policy has to fit into what the host ' +
        'has and to cover what is in use.',
      params: schema.accountPolicyParams,
      body: { kind: 'json', schema: schema.setPolicyBody, size: 'large' },
      answers: { 200: schema.givenPolicyAnswer },
      problems: [...changeProblems, 'account-inactive', 'policy-too-small'],
      handle: async ({ params: { account, host }, body, signal }) => {
        const domain = await approvedDomain(deps, account);
        const given = { domain, policy: policyIn(body), adopt: body.adopt };
        const stored = await setPolicy(deps, hosts.get(host), given, signal);
        return { status: 200, body: presentGiven(stored, host) };
      },
    }),
    setMany: defineHandler({
      operationId: 'setPolicies',
      tag,
      summary: 'Set what several accounts may use on a host',
      description:
        'Each for itself, by a policy or the name of a template: `errors` says which accounts were given nothing, ' +
        'and why; all others have what was asked for.',
      params: schema.hostPoliciesParams,
      body: { kind: 'json', schema: schema.setPoliciesBody, size: 'large' },
      answers: { 200: schema.policiesSetAnswer },
      problems: ['host-unknown'],
      handle: async ({ params: { host }, body, signal, note }) => {
        const accounts = body.policies.map(({ account }) => account);
        note({ object: `accounts/${accounts.join('+')}/policies/${host}` });
        const asked = body.policies.map(askedIn);
        const set = await setPolicies(deps, hosts.get(host), asked, signal);
        return { status: 200, body: presentPoliciesSet(set, host) };
      },
    }),
    remove: defineHandler({
      operationId: 'deletePolicy',
      tag,
      summary: 'Take an account’s policy on a host away',
      description: 'Refused while anything of the account is left there, unless `destroy` is true.',
      params: schema.accountPolicyParams,
      query: schema.deletePolicyQuery,
      answers: { 204: null },
      problems: [
        ...changeProblems,
        'policy-unknown',
        'name-not-allowed',
        'unikernel-busy',
        'protected',
      ],
      handle: async (request) => {
        const { account, host } = request.params;
        const domain = await domainOf(deps, account);
        await deletePolicy(deps, hosts.get(host), { domain, ...request.query }, request);
        return { status: 204 };
      },
    }),
  };
}

function policyIn(body: Omit<z.output<typeof schema.setPolicyBody>, 'adopt'>): Policy {
  const { unikernels, memory, storage, cpuids, bridges } = body;
  return { unikernels, memory, block: storage, cpuids, bridges };
}

function askedIn({ wanted, ...rest }: AskedItem): AskedPolicy {
  return { ...rest, wanted: typeof wanted === 'string' ? wanted : policyIn(wanted) };
}

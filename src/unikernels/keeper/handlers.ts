import { hostProblems } from '../../host-client/host-problems.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import type { Deps } from '../deps.ts';
import { hostParams } from '../request-schema.ts';
import { presentRecovery, recoverHost } from './recover-host.ts';
import { recoverQuery, recoveryAnswer } from './schema.ts';

/** What administrators ask of all that is missing on a host. */
export function keeperHandlers(deps: Deps) {
  return {
    recover: defineHandler({
      operationId: 'recoverHost',
      tag: 'Hosts',
      summary: 'Start again what a host has lost',
      description:
        'Everybody’s unikernels that should run there and are `missing`, in the order of `startup`, ' +
        'one after the other. Whatever fails is listed with its problem, and the others are started. Repeating it ' +
        'starts only what is still missing. A client that leaves ends it.',
      params: hostParams,
      query: recoverQuery,
      answers: { 200: recoveryAnswer },
      problems: hostProblems,
      handle: async (request) => {
        const { dryRun = false } = request.query;
        const host = deps.hosts.get(request.params.host);
        const { done, left } = await recoverHost(deps, host, { dryRun }, request);
        return { status: 200, body: { data: done.map(presentRecovery), left } };
      },
    }),
  };
}

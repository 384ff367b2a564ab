import { authorize } from '../identity/access/actor.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { deploymentList } from './answer-schema.ts';
import type { Deps } from './deps.ts';
import { listDeployments, listRecentDeployments } from './list-deployments.ts';
import { presentDeployment } from './present-deployment.ts';
import * as schema from './request-schema.ts';

const tag = 'Unikernels';

/** The handlers that show what was done to unikernels. */
export function deploymentHandlers(deps: Deps) {
  const { places, history } = deps;
  return {
    recentDeployments: defineHandler({
      operationId: 'listAllDeployments',
      tag,
      summary: 'List what was done lately, on all hosts',
      description: 'The newest first; `before` the last one of an answer gives the next page.',
      query: schema.recentDeploymentsQuery,
      answers: { 200: deploymentList },
      problems: ['host-not-allowed', 'name-not-allowed'],
      handle: async (request) => {
        const { actor, query } = request;
        if (query.account === '*') authorize(actor, 'admin');
        const domain = query.account === '*' ? null : await places.domainOf(request, query.account);
        const page = { limit: query.limit, before: query.before ?? null };
        const list = await listRecentDeployments(history, actor, domain, page);
        return { status: 200, body: { data: list.map(presentDeployment) } };
      },
    }),
    deployments: defineHandler({
      operationId: 'listDeployments',
      tag,
      summary: 'List what was done to a unikernel',
      description: 'The newest first; also of one that does not run any more.',
      params: schema.unikernelParams,
      query: schema.deploymentsQuery,
      answers: { 200: deploymentList },
      handle: async (request) => {
        const { params, query } = request;
        const domain = await places.domainOf(request, query.account);
        const list = await listDeployments(deps, { ...params, domain }, query.limit);
        return { status: 200, body: { data: list.map(presentDeployment) } };
      },
    }),
  };
}

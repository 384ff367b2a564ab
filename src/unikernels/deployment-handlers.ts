import { idField } from '../http/id-field.ts';
import { type Page, strangeCursor } from '../http/paging.ts';
import { authorize } from '../identity/access/actor.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { deploymentList } from './answer-schema.ts';
import type { Deps } from './deps.ts';
import type { Deployment } from './entity.ts';
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
      description: 'The newest first. Without `limit` a page has 50.',
      query: schema.recentDeploymentsQuery,
      answers: { 200: deploymentList },
      problems: ['host-not-allowed', 'name-not-allowed'],
      handle: async (request) => {
        const { actor, query } = request;
        if (query.account === '*') authorize(actor, 'admin');
        const domain = query.account === '*' ? null : await places.domainOf(request, query.account);
        const page = { limit: query.limit ?? 50, before: cursorId(query.cursor) ?? query.before };
        const wanted = { domain, host: query.host ?? null };
        const found = await listRecentDeployments(history, actor, wanted, page);
        return { status: 200, body: presentPage(found) };
      },
    }),
    deployments: defineHandler({
      operationId: 'listDeployments',
      tag,
      summary: 'List what was done to a unikernel',

      description:
        'The newest first; also of one that does not run any more. Without `limit` a page has 50.',
      params: schema.unikernelParams,
      query: schema.deploymentsQuery,
      answers: { 200: deploymentList },
      handle: async (request) => {
        const { params, query } = request;
        const domain = await places.domainOf(request, query.account);
        const page = { limit: query.limit ?? 50, before: cursorId(query.cursor) };
        const found = await listDeployments(deps, { ...params, domain }, page);
        return { status: 200, body: presentPage(found) };
      },
    }),
  };
}

const presentPage = ({ data, next }: Page<Deployment>) => ({
  data: data.map(presentDeployment),
  next,
});

/** A cursor that is the id of a deployment. Throws `invalid-query`. */
function cursorId(text: string | undefined): string | undefined {
  if (text === undefined || idField.safeParse(text).success) return text;
  throw strangeCursor();
}

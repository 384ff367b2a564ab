import { accountQuery } from '../http/fields.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import * as answers from './answers.ts';
import { hostProblems, tag, type UnikernelHandlerDeps } from './handler-deps.ts';
import { presentDeployment, presentDetails, presentUnikernel } from './presenter.ts';
import * as schema from './schema.ts';

/** The handlers that show unikernels. */
export function readHandlers({ unikernels, domains }: UnikernelHandlerDeps) {
  return {
    listAll: defineHandler({
      operationId: 'listAllUnikernels',
      tag,
      summary: 'List the unikernels on all hosts',
      description: 'Hosts that could not be asked in time are in `errors`.',
      query: accountQuery,
      answers: { 200: answers.unikernelsAcross },
      handle: async ({ actor, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const { data, errors } = await unikernels.listAll(actor, account, signal);
        return { status: 200, body: { data: data.map(presentUnikernel), errors } };
      },
    }),
    list: defineHandler({
      operationId: 'listUnikernels',
      tag,
      summary: 'List the unikernels on a host',
      params: schema.hostParams,
      query: accountQuery,
      answers: { 200: answers.unikernelList },
      problems: hostProblems,
      handle: async ({ actor, params: { host }, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const list = await unikernels.list(actor, host, account, signal);
        return { status: 200, body: { data: list.map(presentUnikernel) } };
      },
    }),
    get: defineHandler({
      operationId: 'getUnikernel',
      tag,
      summary: 'Show a unikernel',
      params: schema.unikernelParams,
      query: accountQuery,
      answers: { 200: answers.unikernelDetails },
      problems: [...hostProblems, 'unikernel-unknown'],
      handle: async ({ actor, params, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const known = await unikernels.get(actor, { ...params, account }, signal);
        return { status: 200, body: presentDetails(known) };
      },
    }),
    image: defineHandler({
      operationId: 'getUnikernelImage',
      tag,
      summary: 'Download the image that runs',
      params: schema.unikernelParams,
      query: accountQuery,
      answers: { 200: 'application/octet-stream' },
      problems: [...hostProblems, 'unikernel-unknown'],
      handle: async ({ actor, params, query, signal }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const image = await unikernels.image(actor, { ...params, account }, signal);
        const headers = {
          'Content-Disposition': `attachment; filename="${params.name}.solo5"`,
          'Content-Length': `${image.size}`,
          'Repr-Digest': `sha-256=:${image.digest.toString('base64')}:`,
        };
        return { status: 200, stream: image.content, headers };
      },
    }),
    recentDeployments: defineHandler({
      operationId: 'listAllDeployments',
      tag,
      summary: 'List what was done lately, on all hosts',
      description: 'The newest first; `before` the last one of an answer gives the next page.',
      query: schema.recentDeploymentsQuery,
      answers: { 200: answers.deploymentList },
      problems: ['host-not-allowed', 'name-not-allowed'],
      handle: async ({ actor, query: { account: of, limit, before } }) => {
        const { name: account } = await domains.of(actor, of ?? null);
        const page = { limit, before: before ?? null };
        const list = await unikernels.recentDeployments(actor, account, page);
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
      answers: { 200: answers.deploymentList },
      handle: async ({ actor, params, query: { account: of, limit } }) => {
        const { name: account } = await domains.of(actor, of ?? null);
        const list = await unikernels.deployments(actor, { ...params, account }, limit);
        return { status: 200, body: { data: list.map(presentDeployment) } };
      },
    }),
  };
}

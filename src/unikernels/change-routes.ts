import { accountQuery } from '../http/fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { unikernelDetails } from './answers.ts';
import { presentDetails } from './presenter.ts';
import { changeProblems, hostProblems, tag, type UnikernelRouteParts } from './route-parts.ts';
import * as schema from './schema.ts';

/** The routes that change a unikernel without sending an image. */
export function changeRoutes({ unikernels, domains }: UnikernelRouteParts): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/hosts/:host/unikernels/:name/restart',
      operationId: 'restartUnikernel',
      tag,
      summary: 'Restart a unikernel',
      description: 'With its image. What a body gives is changed, all else is kept.',
      access: 'unikernels:write',
      params: schema.unikernelParams,
      query: accountQuery,
      body: { kind: 'json', schema: schema.restartBody, optional: true },
      answers: { 200: unikernelDetails },
      problems: [...changeProblems, 'unikernel-unknown'],
      handle: async ({ actor, params, query, body, signal, requestId }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        const place = { ...params, account };
        const change = { actor, requestId, signal };
        const known = await unikernels.restart(place, body ?? {}, change);
        return { status: 200, body: presentDetails(known) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/hosts/:host/unikernels/:name',
      operationId: 'destroyUnikernel',
      tag,
      summary: 'Destroy a unikernel',
      description: 'Its volumes stay. Its console stays for a while, too.',
      access: 'unikernels:write',
      params: schema.unikernelParams,
      query: accountQuery,
      answers: { 204: null },
      problems: [...hostProblems, 'unikernel-unknown', 'unikernel-busy'],
      handle: async ({ actor, params, query, signal, requestId }) => {
        const { name: account } = await domains.of(actor, query.account ?? null);
        await unikernels.destroy({ ...params, account }, { actor, requestId, signal });
        return { status: 204 };
      },
    }),
  ];
}

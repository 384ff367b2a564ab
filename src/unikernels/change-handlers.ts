import { accountQuery } from '../http/fields.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { unikernelDetails } from './answers.ts';
import { changeProblems, hostProblems, tag, type UnikernelHandlerDeps } from './handler-deps.ts';
import { presentDetails } from './presenter.ts';
import * as schema from './schema.ts';

/** The handlers that change a unikernel without sending an image. */
export function changeHandlers({ unikernels, domains }: UnikernelHandlerDeps) {
  return {
    restart: defineHandler({
      operationId: 'restartUnikernel',
      tag,
      summary: 'Restart a unikernel',
      description: 'With its image. What a body gives is changed, all else is kept.',
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
    destroy: defineHandler({
      operationId: 'destroyUnikernel',
      tag,
      summary: 'Destroy a unikernel',
      description: 'Its volumes stay. Its console stays for a while, too.',
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
  };
}

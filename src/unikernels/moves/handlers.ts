import { Problem } from '../../base/errors.ts';
import { accountQuery } from '../../http/fields.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import { deploymentDetails } from '../answer-schema.ts';
import type { Deps } from '../deps.ts';
import { changeProblems, imageProblems } from '../documented-problems.ts';
import { findUnikernel } from '../find-unikernel.ts';
import { locateUnikernel } from '../location.ts';
import { unikernelParams } from '../request-schema.ts';
import { answerDeployment, preferredWait } from '../rollouts/answer-deployment.ts';
import { moveUnikernel } from './move-unikernel.ts';
import { moveBody } from './schema.ts';

/** The handler that moves unikernels between hosts. */
export function moveHandlers(deps: Deps) {
  const { places, rollouts } = deps;
  return {
    move: defineHandler({
      operationId: 'moveUnikernel',
      tag: 'Unikernels',
      summary: 'Move a unikernel to another host',
      description:
        'Deploys its current image there with the same configuration, and follows it as any deployment. ' +
        'Once it runs there and its checks have passed, its releases, labels and settings go along, and it is ' +
        'ended where it was; else it is ended there. The step `former host` says whether it was left. ' +
        'One with volumes is not moved. Answers as a deployment does (`Prefer: wait=n`).',
      params: unikernelParams,
      query: accountQuery,
      body: { kind: 'json', schema: moveBody, size: 'large' },
      answers: { 200: deploymentDetails, 201: deploymentDetails, 202: deploymentDetails },
      problems: [
        ...changeProblems,
        ...imageProblems,
        ...(['policy-refused', 'unikernel-unknown', 'unikernel-not-running'] as const),
        ...(['unikernel-exists', 'not-movable', 'protected', 'image-not-kept', 'locked'] as const),
        ...(['superseded', 'cancelled', 'not-staying-up', 'check-failed'] as const),
        ...(['outcome-unknown', 'host-maintenance', 'host-not-allowed'] as const),
      ],
      handle: async (request) => {
        const { actor, requestId, signal, query, params, body } = request;
        const { host, ...wanted } = body;
        if (host === params.host) throw sameHost();
        const from = await findUnikernel(deps, request);
        const place = await places.find(request, host, query.account);
        place.authority.expect('unikernels:write', params.name); // its host came in the body
        request.note({ object: `hosts/${params.host}/unikernels/${params.name}` });
        const begun = await moveUnikernel(deps, {
          ...{ from, wanted, to: locateUnikernel(place, params.name) },
          confirm: async () => locateUnikernel(await place.confirm(), params.name),
          // It goes on when the client leaves.
          by: { actor, requestId, confirm: () => request.confirm() },
        });
        const patience = preferredWait(request.header('prefer')) * 1000;
        const found = await rollouts.follow(begun, patience, signal);
        return answerDeployment(request, found, rollouts.hasCreated(found));
      },
    }),
  };
}

function sameHost(): Problem {
  const message = 'is where it runs already';
  return new Problem('invalid-body', `The host ${message}.`, {
    errors: [{ path: 'host', message }],
  });
}

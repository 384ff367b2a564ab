import { z } from 'zod';
import { Problem } from '../../base/errors.ts';
import { answerEvents, eventStreamType } from '../../http/event-stream.ts';
import { accountQuery } from '../../http/fields.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import { deploymentDetails } from '../answer-schema.ts';
import type { Deps } from '../deps.ts';
import {
  changeProblems,
  imageProblems,
  signatureProblems,
  sourceProblems,
} from '../documented-problems.ts';
import type { Deployment } from '../entity.ts';
import { signatureField } from '../expect-signed.ts';
import { locateUnikernel } from '../location.ts';
import { presentDeploymentDetails } from '../present-deployment.ts';
import { unikernelParams } from '../request-schema.ts';
import { answerDeployment, preferredWait } from './answer-deployment.ts';
import { dryRun } from './dry-run.ts';
import { findDeployment } from './find-deployment.ts';
import { keepChecks } from './keep-checks.ts';
import { readDeploy } from './read-deploy.ts';
import * as schema from './schema.ts';

const tag = 'Unikernels';
const imageFile = z.string().meta({
  format: 'binary',
  description: 'The image: ELF, for solo5. By default the current one.',
});

/** The handlers of the one call that deploys, and of what became of it. */
export function rolloutHandlers(deps: Deps) {
  const { places, rollouts, deploymentLocks, history, timer } = deps;
  return {
    deploy: defineHandler({
      operationId: 'deployUnikernel',
      tag,
      summary: 'Deploy a unikernel',
      description:
        'Creates or updates it, whatever it does now, and follows it: it has to stay up, and its ' +
        'checks have to pass; else what ran before is started again. Waits at most 50 s (`Prefer: ' +
        'wait=n`), then answers 202 with the deployment’s `Location`; before that, a source has 30 s to ' +
        'say what it has. It goes on when the client leaves.',
      params: unikernelParams,
      query: schema.deployQuery,
      body: {
        kind: 'multipart',
        parts: {
          ...schema.deployBody.shape,
          image: imageFile.optional(),
          signature: signatureField.optional(),
        },
        json: schema.deployBody.optional(),
      },
      answers: {
        200: z.union([deploymentDetails, schema.dryRunAnswer]),
        201: deploymentDetails,
        202: deploymentDetails,
      },
      problems: [
        ...changeProblems,
        ...imageProblems,
        ...sourceProblems,
        ...signatureProblems,
        'policy-refused',
        ...(['unikernel-unknown', 'image-not-kept', 'locked', 'superseded', 'cancelled'] as const),
        ...(['not-staying-up', 'check-failed', 'rolled-back', 'outcome-unknown'] as const),
        ...(['release-unknown', 'host-maintenance'] as const),
      ],
      handle: async (request) => {
        const { query, signal, actor, requestId } = request;
        const { name } = request.params;
        const place = await places.of(request);
        const { key } = locateUnikernel(place, name);
        const wait = (query.waitForLock ?? 0) * 1000;
        if (!query.dryRun) {
          await deps.maintenance.expectNone(key.host);
          await deploymentLocks.expectNone(key, wait, signal);
        }
        const form = await readDeploy(request, deps, place.domain.label);
        const { image, signature } = form;
        if (query.dryRun) {
          await using _image = image;
          const location = locateUnikernel(place, name);
          return {
            status: 200,
            body: await dryRun(deps, location, form, { actor, signal, query }),
          };
        }
        request.note({ object: `hosts/${key.host}/unikernels/${name}` });
        // It goes on when the client leaves.
        const by = { actor, requestId, confirm: () => request.confirm() };
        const patient = query.ifBusy === 'wait';
        const confirm = async () => locateUnikernel(await place.confirm(), name);
        const begin = async () => {
          const wanted = await keepChecks(deps, key, form.wanted);
          const { source } = wanted;
          const sourced = source
            ? await deps.sourced.find({ source, key, actor, signature }, signal)
            : null;
          const location = await confirm();
          const what = { wanted, image, sourced, signature };
          return await rollouts.begin({ location, confirm, ...what, by, patient });
        };
        const begun = await begin().catch(async (error: unknown) => {
          await image?.discard();
          throw error;
        });
        const patience = preferredWait(request.header('prefer')) * 1000;
        const found = await rollouts.follow(begun, patience, signal);
        return answerDeployment(request, found, rollouts.hasCreated(found));
      },
    }),
    deployment: defineHandler({
      operationId: 'getDeployment',
      tag,
      summary: 'Show a deployment',
      params: schema.deploymentParams,
      query: schema.deploymentQuery,
      answers: { 200: deploymentDetails },
      problems: ['deployment-unknown', 'host-not-allowed', 'name-not-allowed'],
      handle: async (request) => {
        const found = await findDeployment(deps, request, 'unikernels:read');
        const wait = (request.query.wait ?? 0) * 1000;
        const now = await rollouts.wait(found, wait, request.signal);
        return { status: 200, body: presentDeploymentDetails(now ?? found) };
      },
    }),
    deploymentEvents: defineHandler({
      operationId: 'watchDeployment',
      tag,
      summary: 'Follow a deployment',
      description:
        'Server-Sent Events, each with the whole deployment as its data: at once, and whenever a ' +
        'step begins or ends. The stream ends with the deployment.',
      params: schema.deploymentParams,
      query: accountQuery,
      answers: { 200: eventStreamType },
      problems: ['deployment-unknown', 'host-not-allowed', 'name-not-allowed'],
      handle: async (request) => {
        const { signal } = request;
        const found = await findDeployment(deps, request, 'unikernels:read');
        const events = eventsOf(rollouts.changes(found, signal));
        return answerEvents(events, { timer, signal });
      },
    }),
    cancelDeployment: defineHandler({
      operationId: 'cancelDeployment',
      tag,
      summary: 'Cancel a deployment',
      description:
        'One that waits, or whose unikernel is being watched, unless a move is already ending it on its ' +
        'former host. What runs at that time keeps running.',
      params: schema.deploymentParams,
      query: accountQuery,
      answers: { 200: deploymentDetails },
      problems: ['deployment-unknown', 'host-not-allowed', 'name-not-allowed', 'not-cancellable'],
      handle: async (request) => {
        const found = await findDeployment(deps, request, 'unikernels:write');
        request.note({ object: `hosts/${found.host}/unikernels/${found.unikernel}` });
        if (!(await rollouts.cancel(found))) {
          throw new Problem('not-cancellable', whyNot(found));
        }
        const now = await history.find(found.domain, found.id);
        return { status: 200, body: presentDeploymentDetails(now ?? found) };
      },
    }),
  };
}

function whyNot({ finishedAt, phase }: Deployment): string {
  if (finishedAt) return 'It has already finished.';
  if (phase === 'ending')
    return 'The unikernel has been moved, and is being ended on its former host.';
  return 'The command is being sent to its host. Try again when that has answered.';
}

async function* eventsOf(changes: ReturnType<Deps['rollouts']['changes']>) {
  for await (const deployment of changes) yield { data: presentDeploymentDetails(deployment) };
}

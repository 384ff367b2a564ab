import { hostProblems } from '../host-client/host-problems.ts';
import { accountQuery } from '../http/fields.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { unikernelDetails } from './answer-schema.ts';
import { changeSettings } from './change-settings.ts';
import type { Deps } from './deps.ts';
import { describeStarted, describeStopped, describeUnikernel } from './describe-unikernel.ts';
import { destroyUnikernel } from './destroy-unikernel.ts';
import { changeProblems, imageProblems } from './documented-problems.ts';
import { findUnikernel } from './find-unikernel.ts';
import { forgetUnikernel } from './forget-unikernel.ts';
import { presentDetails } from './present-unikernel.ts';
import * as schema from './request-schema.ts';
import { restartUnikernel } from './restart-unikernel.ts';
import { settingsChange } from './settings-schema.ts';
import { startUnikernel } from './start-unikernel.ts';
import { stopUnikernel } from './stop-unikernel.ts';

const tag = 'Unikernels';

/** The handlers that change a unikernel without sending an image. */
export function changeHandlers(deps: Deps) {
  return {
    restart: defineHandler({
      operationId: 'restartUnikernel',
      tag,
      summary: 'Restart a unikernel',
      description:
        'Keeps its image. What the body gives is changed; everything else is kept. If it restarts over and ' +
        'over, its image is copied from its host first, if it is not kept yet: a host that is about to start it ' +
        'again ends it instead. If the image cannot be copied, it is not restarted.',
      params: schema.unikernelParams,
      query: accountQuery,
      body: { kind: 'json', schema: schema.restartBody, size: 'large', optional: true },
      answers: { 200: unikernelDetails },
      problems: [...changeProblems, ...imageProblems, 'image-not-kept', 'unikernel-unknown'],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        const started = await restartUnikernel(deps, location, request.body ?? {}, request);
        const known = await describeStarted(deps, location, started);
        return { status: 200, body: presentDetails(known) };
      },
    }),
    stop: defineHandler({
      operationId: 'stopUnikernel',
      tag,
      summary: 'Stop a unikernel',
      description:
        'Removes it from its host, but keeps everything that is stored about ' +
        'it, including its image: `start` starts it again. Its volumes stay. An image that is not kept ' +
        'yet, as of a unikernel that another client started, is read from its host first. Where its host ' +
        'refuses that, or there is no room for it, the unikernel is stopped all the same, and cannot be ' +
        'started again; after any other problem it runs on.',
      params: schema.unikernelParams,
      query: accountQuery,
      answers: { 200: unikernelDetails },
      problems: [...hostProblems, ...imageProblems, 'unikernel-unknown', 'unikernel-busy'],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        const stopped = await stopUnikernel(deps, location, request);
        const known = await describeStopped(deps, location, stopped);
        return { status: 200, body: presentDetails(known) };
      },
    }),
    start: defineHandler({
      operationId: 'startUnikernel',
      tag,
      summary: 'Start a unikernel that does not run',
      description: 'As it was last requested, from its image, which is kept here.',
      params: schema.unikernelParams,
      query: accountQuery,
      answers: { 200: unikernelDetails },
      problems: [
        ...changeProblems,
        'image-refused',
        'unikernel-unknown',
        'unikernel-exists',
        'image-not-kept',
        'service-unreachable',
      ],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        const started = await startUnikernel(deps, location, request);
        const known = await describeStarted(deps, location, started);
        return { status: 200, body: presentDetails(known) };
      },
    }),
    settings: defineHandler({
      operationId: 'changeUnikernelSettings',
      tag,
      summary: 'Change labels and protection',
      description:
        'Works for every known unikernel, whatever its state. Its host is not contacted; only the image of one that ' +
        'becomes managed is copied from it, in the background.',
      params: schema.unikernelParams,
      query: accountQuery,
      body: { kind: 'json', schema: settingsChange },
      answers: { 200: unikernelDetails },
      problems: ['no-policy', 'unikernel-unknown', 'unikernel-busy', 'too-many-labels'],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        await changeSettings(deps, location, request.body, request);
        const known = await describeUnikernel(deps, location, request.signal);
        return { status: 200, body: presentDetails(known) };
      },
    }),
    destroy: defineHandler({
      operationId: 'destroyUnikernel',
      tag,
      summary: 'Destroy a unikernel',
      description:
        'Its volumes stay, and its console for a while. A unikernel that does not ' +
        'run, or whose host is away, can only be forgotten, with `?forget=true`; one that its host may be about to ' +
        'start again is then destroyed first.',
      params: schema.unikernelParams,
      query: schema.destroyQuery,
      answers: { 204: null },
      problems: [
        ...hostProblems,
        'unikernel-unknown',
        'unikernel-busy',
        'unikernel-exists',
        'unikernel-not-running',
        'protected',
      ],
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        if (request.query.forget) await forgetUnikernel(deps, location, request);
        else await destroyUnikernel(deps, location, request);
        return { status: 204 };
      },
    }),
  };
}

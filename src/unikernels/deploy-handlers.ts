import { z } from 'zod';
import { accountQuery } from '../http/fields.ts';
import { jsonPart, optionalPart } from '../http/multipart/parts.ts';
import { readMultipart } from '../http/multipart/read-multipart.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { unikernelDetails } from './answer-schema.ts';
import { createUnikernel } from './create-unikernel.ts';
import type { Deps } from './deps.ts';
import { describeStarted } from './describe-unikernel.ts';
import {
  changeProblems,
  imageProblems,
  signatureProblems,
  sourceProblems,
} from './documented-problems.ts';
import { signatureField } from './expect-signed.ts';
import { imageOf, imageParts } from './image-of-form.ts';
import { expectUnikernel, locateUnikernel, type UnikernelLocation } from './location.ts';
import { deploySource } from './origins/schema.ts';
import { presentDetails } from './present-unikernel.ts';
import * as schema from './request-schema.ts';
import { updateUnikernel } from './update-unikernel.ts';

const tag = 'Unikernels';
const imageFile = z.string().meta({
  format: 'binary',
  description: 'The image: ELF, for solo5; required unless there is a `source`.',
});

/** Of either call. */
const fetched = {
  parts: {
    image: imageFile.optional(),
    source: deploySource.optional(),
    signature: signatureField.optional(),
  },
  problems: [
    ...changeProblems,
    ...imageProblems,
    ...sourceProblems,
    ...signatureProblems,
    ...(['release-unknown', 'image-not-kept'] as const),
    ...(['host-maintenance', 'locked'] as const),
  ],
} as const;

/** The handlers that send an image. What can be refused before its body is refused then. */
export function deployHandlers(deps: Deps) {
  const { places } = deps;
  return {
    create: defineHandler({
      operationId: 'createUnikernel',
      tag,
      summary: 'Create a unikernel',
      description:
        'The parts come in any order. Devices that are not given and can only mean one thing (a ' +
        'volume of that name, a single allowed bridge) are filled in from the image’s manifest. ' +
        'Success means that its host has started it, not that it lives: ask for it afterwards, or deploy ' +
        'it with checks. What only the host knows, as `startedAt`, is null in this answer. With a `source`, ' +
        'the request waits until the image has been fetched; a deployment fetches it in the background.',
      params: schema.hostParams,
      query: accountQuery,
      body: {
        kind: 'multipart',
        parts: { config: schema.createConfig, ...fetched.parts },
      },
      answers: { 201: unikernelDetails },
      problems: [...fetched.problems, 'name-not-allowed', 'unikernel-exists'],
      handle: async (request) => {
        const place = await places.of(request);
        const form = await readMultipart(request, {
          config: jsonPart(schema.createConfig),
          ...imageParts(deps, place.domain.label, request.signal),
        });
        await using _sent = form.image;
        const { name, ...config } = form.config;
        request.note({ object: `hosts/${place.host.name}/unikernels/${name}` });
        const { authority, key } = locateUnikernel(place, name);
        authority.expect('unikernels:write', name); // before anything is fetched for it
        await using image = await imageOf(deps, request, key, form);
        const location = locateUnikernel(await place.confirm(), name);
        const started = await createUnikernel(deps, location, config, image, request);
        const known = await describeStarted(deps, location, started);
        return { status: 201, body: presentDetails(known) };
      },
    }),
    update: defineHandler({
      operationId: 'updateUnikernel',
      tag,
      summary: 'Give a unikernel a new image',
      description:
        'Configuration that is not given is kept. The host looks at the new image only after it ' +
        'has ended the old unikernel: if it then ' +
        'refuses the image, `ended` is true. So an image for a different target or ABI is ' +
        'refused here unless `force` is given.',
      params: schema.unikernelParams,
      query: accountQuery,
      body: {
        kind: 'multipart',
        parts: { config: schema.updateConfig.optional(), ...fetched.parts },
      },
      answers: { 200: unikernelDetails },
      problems: [...fetched.problems, 'unikernel-unknown'],
      handle: async (request) => {
        const { name } = request.params;
        const place = await places.of(request);
        const before = locateUnikernel(place, name);
        await Promise.all([
          deps.maintenance.expectNone(before.key.host),
          deps.deploymentLocks.expectNone(before.key),
          expectSomething(deps, before, request.signal),
        ]);
        const form = await readMultipart(request, {
          config: optionalPart(jsonPart(schema.updateConfig)),
          ...imageParts(deps, place.domain.label, request.signal),
        });
        await using _sent = form.image;
        await using image = await imageOf(deps, request, before.key, form);
        const location = locateUnikernel(await place.confirm(), name);
        const started = await updateUnikernel(deps, location, form.config ?? {}, image, request);
        const known = await describeStarted(deps, location, started);
        return { status: 200, body: presentDetails(known) };
      },
    }),
  };
}

/** Throws `unikernel-unknown` where one of the name neither runs nor is remembered. */
async function expectSomething(
  { registry }: Pick<Deps, 'registry'>,
  location: UnikernelLocation,
  signal: AbortSignal,
): Promise<void> {
  if (!(await registry.find(location.key))) await expectUnikernel(location, signal);
}

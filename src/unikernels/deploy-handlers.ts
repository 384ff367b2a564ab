import { z } from 'zod';
import { accountQuery } from '../http/fields.ts';
import { jsonPart, optionalPart, textPart } from '../http/multipart/parts.ts';
import { readMultipart } from '../http/multipart/read-multipart.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { unikernelDetails } from './answer-schema.ts';
import { createUnikernel } from './create-unikernel.ts';
import type { Deps } from './deps.ts';
import { describeStarted } from './describe-unikernel.ts';
import { changeProblems, imageProblems, signatureProblems } from './documented-problems.ts';
import { expectSigned, signatureField } from './expect-signed.ts';
import { imagePart } from './image-part.ts';
import { expectUnikernel, locateUnikernel, type UnikernelLocation } from './location.ts';
import { presentDetails } from './present-unikernel.ts';
import * as schema from './request-schema.ts';
import { updateUnikernel } from './update-unikernel.ts';

const tag = 'Unikernels';
const imageFile = z.string().meta({ format: 'binary', description: 'The image: ELF, for solo5.' });

/** The handlers that send an image. What can be refused before its body is refused then. */
export function deployHandlers(deps: Deps) {
  const { places, images } = deps;
  return {
    create: defineHandler({
      operationId: 'createUnikernel',
      tag,
      summary: 'Create a unikernel',
      description:
        'The parts come in any order. Devices that are not given and can only mean one thing (a ' +
        'volume of that name, a single allowed bridge) are filled in from the image’s manifest. ' +
        'Success means that its host has started it, not that it lives: ask for it afterwards, or deploy ' +
        'it with checks. What only the host knows, as `startedAt`, is null in this answer.',
      params: schema.hostParams,
      query: accountQuery,
      body: {
        kind: 'multipart',
        parts: {
          config: schema.createConfig,
          image: imageFile,
          signature: signatureField.optional(),
        },
      },
      answers: { 201: unikernelDetails },
      problems: [
        ...changeProblems,
        ...imageProblems,
        ...signatureProblems,
        ...(['name-not-allowed', 'unikernel-exists', 'host-maintenance', 'locked'] as const),
      ],
      handle: async (request) => {
        const place = await places.of(request);
        const form = await readMultipart(request, {
          config: jsonPart(schema.createConfig),
          image: imagePart(images, place.domain.label, request.signal),
          signature: optionalPart(textPart(signatureField)),
        });
        await using image = form.image;
        await expectSigned(deps, place.domain.label, image, form.signature);
        const { name, ...config } = form.config;
        request.note({ object: `hosts/${place.host.name}/unikernels/${name}` });
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
        parts: {
          config: schema.updateConfig.optional(),
          image: imageFile,
          signature: signatureField.optional(),
        },
      },
      answers: { 200: unikernelDetails },
      problems: [
        ...changeProblems,
        ...imageProblems,
        ...signatureProblems,
        'unikernel-unknown',
        'host-maintenance',
        'locked',
      ],
      handle: async (request) => {
        const { name } = request.params;
        const place = await places.of(request);
        await expectSomething(deps, locateUnikernel(place, name), request.signal);
        const form = await readMultipart(request, {
          config: optionalPart(jsonPart(schema.updateConfig)),
          image: imagePart(images, place.domain.label, request.signal),
          signature: optionalPart(textPart(signatureField)),
        });
        await using image = form.image;
        await expectSigned(deps, place.domain.label, image, form.signature);
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

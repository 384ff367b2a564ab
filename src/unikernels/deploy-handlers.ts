import { z } from 'zod';
import { accountQuery } from '../http/fields.ts';
import { jsonPart, optionalPart } from '../http/multipart/parts.ts';
import { readMultipart } from '../http/multipart/read-multipart.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import { unikernelDetails } from './answers.ts';
import { changeProblems, tag, type UnikernelHandlerDeps } from './handler-deps.ts';
import { imagePart } from './image-part.ts';
import { presentDetails } from './presenter.ts';
import * as schema from './schema.ts';

const imageFile = z.string().meta({ format: 'binary', description: 'The image: ELF, for solo5.' });
const imageProblems = ['image-refused', 'too-large', 'no-room', 'upload-incomplete'] as const;

/** The handlers that send an image. */
export function deployHandlers({ unikernels, domains, images }: UnikernelHandlerDeps) {
  return {
    create: defineHandler({
      operationId: 'createUnikernel',
      tag,
      summary: 'Create a unikernel',
      description:
        'The parts come in any order. Devices that are not given and can only mean one thing (a ' +
        'volume of that name, a single allowed bridge) are filled in from the image’s manifest. ' +
        'Success means that the unikernel was started, not that it lives: see `running`.',
      params: schema.hostParams,
      query: accountQuery,
      body: { kind: 'multipart', parts: { config: schema.createConfig, image: imageFile } },
      answers: { 201: unikernelDetails },
      problems: [...changeProblems, ...imageProblems, 'invalid-body', 'unikernel-exists'],
      handle: async (request) => {
        const { actor, params, query, signal, requestId } = request;
        const { name: account } = await domains.of(actor, query.account ?? null);
        const { host } = params;
        await unikernels.expectPossible(actor, { host, account, name: null }, signal);
        const form = await readMultipart(request, {
          config: jsonPart(schema.createConfig),
          image: imagePart(images, signal),
        });
        await using image = form.image;
        const { name, ...given } = form.config;
        request.note({ object: `hosts/${host}/unikernels/${name}` });
        const change = { actor, requestId, signal };
        const known = await unikernels.create({ host, account, name }, given, image, change);
        return { status: 201, body: presentDetails(known) };
      },
    }),
    update: defineHandler({
      operationId: 'updateUnikernel',
      tag,
      summary: 'Give a unikernel a new image',
      description:
        'What of the configuration is not given is kept. The host checks the new one first and ' +
        'replaces the old one then.',
      params: schema.unikernelParams,
      query: accountQuery,
      body: {
        kind: 'multipart',
        parts: { config: schema.updateConfig.optional(), image: imageFile },
      },
      answers: { 200: unikernelDetails },
      problems: [...changeProblems, ...imageProblems, 'invalid-body', 'unikernel-unknown'],
      handle: async (request) => {
        const { actor, params, query, signal, requestId } = request;
        const { name: account } = await domains.of(actor, query.account ?? null);
        const place = { ...params, account };
        await unikernels.expectPossible(actor, place, signal);
        const form = await readMultipart(request, {
          config: optionalPart(jsonPart(schema.updateConfig)),
          image: imagePart(images, signal),
        });
        await using image = form.image;
        const change = { actor, requestId, signal };
        const known = await unikernels.update(place, form.config ?? {}, image, change);
        return { status: 200, body: presentDetails(known) };
      },
    }),
  };
}

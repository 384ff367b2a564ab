import { serializeDictionary } from 'structured-headers';
import { hostProblems } from '../host-client/host-problems.ts';
import { accountQuery } from '../http/fields.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import * as answers from './answer-schema.ts';
import type { Deps } from './deps.ts';
import { describeUnikernel } from './describe-unikernel.ts';
import { downloadImage } from './download-image.ts';
import { findUnikernel } from './find-unikernel.ts';
import { listAllUnikernels, listUnikernels } from './list-unikernels.ts';
import { presentDetails, presentUnikernel } from './present-unikernel.ts';
import * as schema from './request-schema.ts';

const tag = 'Unikernels';

/** The handlers that show unikernels. */
export function readHandlers(deps: Deps) {
  const { places, secrets, listTimeout: timeout } = deps;
  return {
    listAll: defineHandler({
      operationId: 'listAllUnikernels',
      tag,
      summary: 'List the unikernels on all hosts',
      description: 'Hosts that could not be asked in time are in `errors`.',
      query: accountQuery,
      answers: { 200: answers.unikernelsAcross },
      handle: async (request) => {
        const { query, signal } = request;
        const all = await places.findAll(request, query.account);
        const { data, errors } = await listAllUnikernels(all, { timeout, signal });
        const [place] = all;
        const values = await secrets.valuesOf(place?.domain.label ?? '');
        const shown = data.map((listed) => presentUnikernel(listed, values));
        return { status: 200, body: { data: shown, errors } };
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
      handle: async (request) => {
        const place = await places.of(request);
        const list = await listUnikernels(place, request.signal);
        const values = await secrets.valuesOf(place.domain.label);
        const shown = list.map((listed) => presentUnikernel(listed, values));
        return { status: 200, body: { data: shown } };
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
      handle: async (request) => {
        const location = await findUnikernel(deps, request);
        const known = await describeUnikernel(deps, location, request.signal);
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
      handle: async (request) => {
        const image = await downloadImage(await findUnikernel(deps, request), request.signal);
        const headers = {
          'Content-Disposition': `attachment; filename="${request.params.name}.solo5"`,
          'Content-Length': `${image.size}`,
          'Repr-Digest': serializeDictionary({ 'sha-256': image.digest }),
        };
        return { status: 200, stream: image.content, headers };
      },
    }),
  };
}

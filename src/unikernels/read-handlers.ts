import { serializeDictionary } from 'structured-headers';
import type { Label } from '../albatross/names.ts';
import { hostProblems } from '../host-client/host-problems.ts';
import { accountQuery } from '../http/fields.ts';
import { authorize } from '../identity/access/actor.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import type { Asking } from '../places/places.ts';
import * as answers from './answer-schema.ts';
import type { Deps } from './deps.ts';
import { describeUnikernel } from './describe-unikernel.ts';
import { downloadImage } from './download-image.ts';
import { findUnikernel } from './find-unikernel.ts';
import { listEverybodys } from './list-everybodys.ts';
import { type KnownList, type ListRequest, listKnown } from './list-known.ts';
import { listAllQuery, listQuery } from './list-query.ts';
import { presentList } from './present-list.ts';
import { presentDetails } from './present-unikernel.ts';
import * as schema from './request-schema.ts';

const tag = 'Unikernels';

/** The handlers that show unikernels. */
export function readHandlers(deps: Deps) {
  const { places } = deps;
  return {
    listAll: defineHandler({
      operationId: 'listAllUnikernels',
      tag,
      summary: 'List the unikernels on all hosts',
      description:
        'Includes unikernels that do not run at present, and those on hosts that could not ' +
        'be asked in time; such hosts are listed in `errors`. Sorted by host and name.',
      query: listAllQuery,
      answers: { 200: answers.unikernelList },
      problems: ['host-not-allowed', 'host-unknown', 'name-not-allowed'],
      handle: async (request) => {
        const { actor, query } = request;
        if (query.host) authorize(actor, 'unikernels:read', { host: query.host });
        const list =
          query.account === '*'
            ? await listEverybodys(deps, hostsOf(deps, query.host), actor, request)
            : await listOwn(deps, request, { ...query, account: query.account });
        return { status: 200, body: await presentList(deps, list, request.query) };
      },
    }),
    list: defineHandler({
      operationId: 'listUnikernels',
      tag,
      summary: 'List the unikernels on a host',
      description:
        'If the host cannot be asked, the list shows what was there when ' +
        'it was last seen, and `errors` says why it cannot be asked.',
      params: schema.hostParams,
      query: listQuery,
      answers: { 200: answers.unikernelList },
      problems: hostProblems,
      handle: async (request) => {
        const place = await places.of(request);
        const list = await listKnown(deps, place.domain.label, [place], request);
        const [silent] = list.silent;
        if (silent && list.data.length === 0) throw silent.problem;
        return { status: 200, body: await presentList(deps, list, request.query) };
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

/** All hosts, or the one of this name. Throws `host-unknown`. */
const hostsOf = ({ hosts }: Deps, name: Label | undefined) =>
  name ? [hosts.get(name)] : hosts.all();

interface OwnList {
  readonly account: Label | undefined;
  readonly host?: Label | undefined;
}

/** An account's, on all hosts where it has a policy. */
async function listOwn(
  deps: Deps,
  request: Asking & ListRequest,
  { account, host: wanted }: OwnList,
): Promise<KnownList> {
  const { places } = deps;
  const domain = await places.domainOf(request, account);
  const all = await places.findAll(request, account);
  const visible = all.filter(
    ({ authority, host }) =>
      authority.allows('unikernels:read') && (!wanted || host.name === wanted),
  );
  return await listKnown(deps, domain, visible, request);
}

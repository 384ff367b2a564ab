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
import { listForPage } from './list-pages.ts';
import { type ListQuery, listAllQuery, listQuery } from './list-query.ts';
import { expectUnikernel } from './location.ts';
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
        'be asked in time; such hosts are listed in `errors`. Sorted by host and name. With `limit` ' +
        'only the hosts that a page takes are asked, and listed in `errors`; with `name`, `label` or `state`, ' +
        'only those on which matching unikernels were seen.',
      query: listAllQuery,
      answers: { 200: answers.unikernelList },
      problems: ['host-not-allowed', 'host-unknown', 'name-not-allowed'],
      handle: async (request) => {
        const { actor, query } = request;
        if (query.host) authorize(actor, 'unikernels:read', { host: query.host });
        const { account } = query;
        const list =
          account === '*'
            ? await listAnybodys(deps, request, query)
            : await listOwn(deps, request, { ...query, account });
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
        const list = await listKnown(deps, place.domain.label, [place], { ...request, part: {} });
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
      audited: true,
      answers: { 200: 'application/octet-stream' },
      problems: [...hostProblems, 'unikernel-unknown'],
      handle: async (request) => {
        const image = await downloadImage(await findUnikernel(deps, request), request.signal);
        const headers = {
          ...imageHeaders(request.params.name, image.digest),
          'Content-Length': `${image.size}`,
        };
        return { status: 200, stream: image.content, headers };
      },
      head: async (request) => {
        const { digest } = await expectUnikernel(
          await findUnikernel(deps, request),
          request.signal,
        );
        return { status: 200, headers: imageHeaders(request.params.name, digest) };
      },
    }),
  };
}

const imageHeaders = (name: Label, digest: Buffer) => ({
  'Content-Disposition': `attachment; filename="${name}.solo5"`,
  'Repr-Digest': serializeDictionary({ 'sha-256': digest }),
});

/** All hosts, or the one of this name. Throws `host-unknown`. */
const hostsOf = ({ hosts }: Deps, name: Label | undefined) =>
  name ? [hosts.get(name)] : hosts.all();

/** Everybody's, for administrators. */
async function listAnybodys(
  deps: Deps,
  request: Asking & ListRequest,
  query: HostsQuery,
): Promise<KnownList> {
  authorize(request.actor, 'admin');
  const { host: wanted } = query;
  const part = partOf(query);
  const seen = await seenOn(deps, null, query);
  const hosts = hostsOf(deps, wanted).filter(({ name }) => seen?.has(name) ?? true);
  return await listForPage(
    hosts,
    ({ name }) => name,
    query,
    (some) => listEverybodys(deps, some, request.actor, { ...request, ...part }),
  );
}

/**
 * Where some were seen of which a page is asked for; null: they may be on any host. What is nobody's is remembered
 * nowhere; it has no labels, and runs.
 */
async function seenOn(
  { registry }: Deps,
  domain: Label | null,
  { limit, name, label, state }: ListQuery,
): Promise<ReadonlySet<Label> | null> {
  if (limit === undefined) return null;
  const isOfForeign = domain === null && !label && (!state || state === 'running');
  if (isOfForeign || !(name || label || state)) return null;
  return await registry.hostsOf({ domain, hosts: null }, { name, label, state });
}

/** All that is remembered is read where all hosts are asked for. */
const partOf = (query: HostsQuery) =>
  query.limit === undefined && !query.host ? {} : { part: query };

interface HostsQuery extends ListQuery {
  readonly host?: Label | undefined;
}

interface OwnList extends HostsQuery {
  readonly account: Label | undefined;
}

/** An account's, on all hosts where it has a policy. */
async function listOwn(
  deps: Deps,
  request: Asking & ListRequest,
  { account, host: wanted, ...query }: OwnList,
): Promise<KnownList> {
  const { places } = deps;
  const domain = await places.domainOf(request, account);
  const all = await places.findAll(request, account);
  const visible = all.filter(
    ({ authority, host }) =>
      authority.allows('unikernels:read') && (!wanted || host.name === wanted),
  );
  const part = partOf({ ...query, host: wanted });
  const seen = await seenOn(deps, domain, query);
  return await listForPage(
    visible.filter(({ host }) => seen?.has(host.name) ?? true),
    ({ host }) => host.name,
    query,
    (some) => listKnown(deps, domain, some, { ...request, ...part }),
  );
}

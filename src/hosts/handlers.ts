import type { Label } from '../albatross/names.ts';
import { hostProblems } from '../host-client/host-problems.ts';
import type { Actor } from '../identity/access/actor.ts';
import { defineHandler } from '../identity/access/define-handler.ts';
import type { HostAdministration } from './host-administration.ts';
import { presentHost } from './presenter.ts';
import * as schema from './schema.ts';
import type { ShowHosts } from './show-hosts.ts';

const tag = 'Hosts';

const connectProblems = ['credentials-refused', ...hostProblems] as const;

const knownProblems = [
  'name-taken',
  'host-known',
  'host-not-allowed',
  'host-key-unconfirmed',
] as const;

export type HostHandlers = ReturnType<typeof hostHandlers>;

/** All handlers of hosts. */
export function hostHandlers(show: ShowHosts, administration: HostAdministration) {
  return { ...readHandlers(show), ...administrationHandlers(show, administration) };
}

function readHandlers(show: ShowHosts) {
  return {
    list: defineHandler({
      operationId: 'listHosts',
      tag,
      summary: 'List the hosts that the account may use',
      description: 'Each with its state, the account’s policy there and what is used of it.',
      query: schema.hostsQuery,
      answers: { 200: schema.hostList },
      handle: async ({ actor, query, signal, turn }) => {
        const { data, next } = await show.list(actor, query, signal);
        await turn(); // many may have waited for the same host
        const errors = data.flatMap(({ problem }) => problem ?? []);
        return { status: 200, body: { data: data.map(presentHost), next, errors } };
      },
    }),
    get: defineHandler({
      operationId: 'getHost',
      tag,
      summary: 'Show a host',
      params: schema.hostParams,
      answers: { 200: schema.hostAnswer },
      problems: ['no-policy'],
      handle: async ({ actor, params: { host }, signal }) => {
        return { status: 200, body: presentHost(await show.get(actor, host, signal)) };
      },
    }),
  };
}

function administrationHandlers(show: ShowHosts, administration: HostAdministration) {
  const present = async (actor: Actor, host: Label, signal: AbortSignal) =>
    presentHost(await show.get(actor, host, signal));
  return {
    add: defineHandler({
      operationId: 'addHost',
      tag,
      summary: 'Add a host',
      description:
        'The host is asked before anything is stored; the fingerprint of its key is kept, and ' +
        'another one is not believed later, until that is confirmed. Over SSH a person confirms ' +
        'the first one, too: without `hostKey` the answer is the problem `host-key-unconfirmed`, ' +
        'whose members are `hostKey`, that the host presents, `publicKey` and ' +
        '`authorizedKeysLine`; the same is then sent again with it. A machine that is already another host, by its ' +
        'address and port or by its key, is refused with the problem `host-known`.',
      body: { kind: 'json', schema: schema.addHostBody, size: 'large' },
      answers: { 201: schema.hostAnswer },
      problems: [...knownProblems, ...connectProblems],
      handle: async ({ actor, body, signal }) => {
        await administration.add(actor, body, signal);
        return { status: 201, body: await present(actor, body.name, signal) };
      },
    }),
    change: defineHandler({
      operationId: 'changeHost',
      tag,
      summary:
        'Change how a host is reached or called or what is kept of it, or confirm its new key',
      description:
        'The host is asked in the new way before that is stored. Its transport stays, but over SSH ' +
        'its target may change. With a new `name` all goes along that is kept by the former one; refused with ' +
        '`host-busy` while a deployment or an upload there is not over.',
      params: schema.hostParams,
      body: { kind: 'json', schema: schema.changeHostBody, size: 'large' },
      answers: { 200: schema.hostAnswer },
      problems: [...knownProblems, ...connectProblems],
      handle: async ({ actor, params: { host }, body, signal }) => {
        const { notes, name, ...settings } = body;
        if (notes !== undefined) await administration.note(host, notes);
        const isAskedAnew =
          Object.keys(settings).length > 0 || (notes === undefined && name === undefined);
        if (isAskedAnew) await administration.change(host, settings, signal);
        if (name !== undefined) await administration.rename(actor, host, name, signal);
        return { status: 200, body: await present(actor, name ?? host, signal) };
      },
    }),
    remove: defineHandler({
      operationId: 'deleteHost',
      tag,
      summary: 'Forget a host with all that is kept of it',
      description:
        'What runs there stays. `GET /hosts/:host/holdings` shows before what ends with it; its events, the ' +
        'audit and the usage of months are kept for their time.',
      params: schema.hostParams,
      answers: { 204: null },
      problems: hostProblems,
      handle: async ({ params: { host }, signal }) => {
        await administration.remove(host, signal);
        return { status: 204 };
      },
    }),
    check: defineHandler({
      operationId: 'checkHost',
      tag,
      summary: 'Ask a host whether it is there',
      description: 'Answers with its state, also where that is not good.',
      params: schema.hostParams,
      answers: { 200: schema.hostAnswer },
      problems: hostProblems,
      handle: async ({ actor, params: { host }, signal }) => {
        await administration.check(host, signal);
        return { status: 200, body: await present(actor, host, signal) };
      },
    }),
  };
}

import type { Label } from '../albatross/names.ts';
import type { ErrorCode } from '../base/errors.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { HostAdministration } from './host-administration.ts';
import { presentHost } from './presenter.ts';
import * as schema from './schema.ts';
import type { ShowHosts } from './show-hosts.ts';

const tag = 'Hosts';

const hostProblems: readonly ErrorCode[] = [
  'credentials-refused',
  'host-busy',
  'host-unreachable',
  'host-refused-connection',
  'host-untrusted',
  'host-nonsense',
  'host-timeout',
];

/** The HTTP surface of hosts. */
export function hostRoutes(show: ShowHosts, administration: HostAdministration): Route[] {
  return [...readingRoutes(show), ...administrationRoutes(show, administration)];
}

function readingRoutes(show: ShowHosts): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/hosts',
      operationId: 'listHosts',
      tag,
      summary: 'List the hosts that the account may use',
      description: 'Each with its state, the account’s policy there and what is used of it.',
      access: 'hosts:read',
      answers: { 200: schema.hostList },
      handle: async ({ actor, signal }) => {
        const views = await show.list(actor, signal);
        const errors = views.flatMap(({ problem }) => problem ?? []);
        return { status: 200, body: { data: views.map(presentHost), errors } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/hosts/:host',
      operationId: 'getHost',
      tag,
      summary: 'Show a host',
      access: 'hosts:read',
      params: schema.hostParams,
      answers: { 200: schema.hostAnswer },
      problems: ['host-unknown', 'no-policy'],
      handle: async ({ actor, params: { host }, signal }) => {
        return { status: 200, body: presentHost(await show.get(actor, host, signal)) };
      },
    }),
  ];
}

function administrationRoutes(show: ShowHosts, administration: HostAdministration): Route[] {
  const present = async (actor: Actor, host: Label, signal: AbortSignal) =>
    presentHost(await show.get(actor, host, signal));
  return [
    defineRoute({
      method: 'post',
      path: '/hosts',
      operationId: 'addHost',
      tag,
      summary: 'Add a host',
      description:
        'The host is asked before anything is stored; the fingerprint of its key is kept, and ' +
        'another one is not believed later, until that is confirmed. Over SSH a person confirms ' +
        'the first one, too: without `hostKey` the answer is the problem `host-key-unconfirmed`, ' +
        'whose members are `hostKey`, that the host presents, `publicKey` and ' +
        '`authorizedKeysLine`; the same is then sent again with it.',
      access: 'admin',
      body: { kind: 'json', schema: schema.addHostBody },
      answers: { 201: schema.hostAnswer },
      problems: ['name-taken', 'host-key-unconfirmed', ...hostProblems],
      handle: async ({ actor, body, signal }) => {
        await administration.add(actor, body, signal);
        return { status: 201, body: await present(actor, body.name, signal) };
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/hosts/:host',
      operationId: 'changeHost',
      tag,
      summary: 'Change how a host is reached, or confirm its new key',
      description:
        'The host is asked in the new way before that is stored. Its transport stays, but over SSH ' +
        'its target may change.',
      access: 'admin',
      params: schema.hostParams,
      body: { kind: 'json', schema: schema.changeHostBody },
      answers: { 200: schema.hostAnswer },
      problems: ['host-unknown', ...hostProblems],
      handle: async ({ actor, params: { host }, body, signal }) => {
        await administration.change(actor, host, body, signal);
        return { status: 200, body: await present(actor, host, signal) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/hosts/:host',
      operationId: 'deleteHost',
      tag,
      summary: 'Forget a host and the policies on it',
      description: 'What runs there stays.',
      access: 'admin',
      params: schema.hostParams,
      answers: { 204: null },
      problems: ['host-unknown', 'host-busy'],
      handle: async ({ actor, params: { host }, signal }) => {
        await administration.remove(actor, host, signal);
        return { status: 204 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/hosts/:host/check',
      operationId: 'checkHost',
      tag,
      summary: 'Ask a host whether it is there',
      description: 'Answers with its state, also where that is not good.',
      access: 'admin',
      params: schema.hostParams,
      answers: { 200: schema.hostAnswer },
      problems: ['host-unknown'],
      handle: async ({ actor, params: { host }, signal }) => {
        await administration.check(actor, host, signal);
        return { status: 200, body: await present(actor, host, signal) };
      },
    }),
  ];
}

import type { SecretBox } from '../../database/secret-box.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import type { Deliveries } from '../deliveries/deliveries.ts';
import { deliveryHandlers } from '../deliveries/handlers.ts';
import { muteHandlers } from '../notices/mute-handlers.ts';
import type { Mutes } from '../notices/mutes.ts';
import type { Channels } from './channels.ts';
import type { Channel } from './entity.ts';
import { type Ownership, ownChannels, serverChannels } from './ownership.ts';
import { presentChannel } from './presenter.ts';
import * as schema from './schema.ts';
import { readSettings } from './settings.ts';

const tag = 'Notifications';

export interface ChannelHandlerDeps {
  readonly channels: Channels;
  readonly deliveries: Deliveries;
  readonly mutes: Mutes;
  readonly box: SecretBox;
}

export type ChannelHandlers = ReturnType<typeof channelHandlers>;

/** For channels of an account, and for the server's. */
export function channelHandlers(deps: ChannelHandlerDeps) {
  return { own: handlersFor(deps, ownChannels), ofServer: handlersFor(deps, serverChannels) };
}

function handlersFor(deps: ChannelHandlerDeps, ownership: Ownership) {
  return {
    ...readHandlers(deps, ownership),
    ...writeHandlers(deps, ownership),
    ...deliveryHandlers(deps, ownership),
    ...muteHandlers(deps, ownership),
  };
}

async function present({ deliveries, box }: ChannelHandlerDeps, channel: Channel) {
  return presentChannel(channel, readSettings(box, channel), await deliveries.progress(channel));
}

function readHandlers(deps: ChannelHandlerDeps, { suffix, whose, owner }: Ownership) {
  const { channels } = deps;
  return {
    list: defineHandler({
      operationId: `listChannels${suffix}`,
      tag,
      summary: `List ${whose} channels`,
      description: 'Where events are told. The first one is made by itself where the server mails.',
      answers: { 200: schema.channelList },
      handle: async ({ actor }) => {
        const list = await channels.list(owner(actor));
        const data = await Promise.all(list.map((channel) => present(deps, channel)));
        return { status: 200, body: { data } };
      },
    }),
    get: defineHandler({
      operationId: `getChannel${suffix}`,
      tag,
      summary: `Show one of ${whose} channels`,
      params: schema.channelParams,
      answers: { 200: schema.channelAnswer },
      problems: ['channel-unknown'],
      handle: async ({ actor, params: { id } }) => {
        return { status: 200, body: await present(deps, await channels.get(owner(actor), id)) };
      },
    }),
  };
}

function writeHandlers(deps: ChannelHandlerDeps, { suffix, whose, owner }: Ownership) {
  const { channels } = deps;
  const ofOne = { tag, params: schema.channelParams };
  return {
    create: defineHandler({
      operationId: `createChannel${suffix}`,
      tag,
      summary: `Make one of ${whose} channels`,
      description:
        'A webhook (https://www.standardwebhooks.com), mails to the verified address of the account, or texts ' +
        'for a chat. The secret that signs webhooks is shown this once.',
      body: { kind: 'json', schema: schema.createChannelBody, size: 'medium' },
      answers: { 201: schema.madeChannel },
      problems: ['limit-reached', 'mail-not-set-up', 'account-unknown'],
      showsSecret: true,
      handle: async ({ actor, body }) => {
        const { channel, secret } = await channels.create(owner(actor), body);
        return { status: 201, body: { ...(await present(deps, channel)), secret } };
      },
    }),
    change: defineHandler({
      ...ofOne,
      operationId: `changeChannel${suffix}`,
      summary: `Change one of ${whose} channels`,
      description:
        'Or switch it off and on, or mute it for a while. What is left out stays. Where it is `unreadable`, an ' +
        'address makes all anew: a webhook has another secret then, to be shown by making it one more.',
      body: { kind: 'json', schema: schema.changeChannelBody, size: 'medium' },
      answers: { 200: schema.channelAnswer },
      problems: ['channel-unknown', 'account-unknown'],
      handle: async ({ actor, params: { id }, body }) => {
        const channel = await channels.change(owner(actor), id, body);
        return { status: 200, body: await present(deps, channel) };
      },
    }),
    remove: defineHandler({
      ...ofOne,
      operationId: `removeChannel${suffix}`,
      summary: `Remove one of ${whose} channels`,
      description: 'With all that it has told, and what it was to tell.',
      answers: { 204: null },
      problems: ['channel-unknown', 'protected'],
      handle: async ({ actor, params: { id } }) => {
        await channels.remove(owner(actor), id);
        return { status: 204 };
      },
    }),
    rotate: defineHandler({
      ...ofOne,
      operationId: `rotateChannelSecret${suffix}`,
      summary: 'Give a webhook another secret',
      description:
        'The answer shows it, this once. For a day the one before signs, too: two signatures.',
      answers: { 200: schema.newSecret },
      problems: ['channel-unknown', 'invalid-body', 'account-unknown', 'channel-unreadable'],
      showsSecret: true,
      handle: async ({ actor, params: { id } }) => {
        const { secret } = await channels.rotate(owner(actor), id);
        return { status: 200, body: { id, secret } };
      },
    }),
  };
}

import { cursorNumber } from '../../http/paging.ts';
import { defineHandler } from '../../identity/access/define-handler.ts';
import type { Channels } from '../channels/channels.ts';
import type { Ownership } from '../channels/ownership.ts';
import { channelParams } from '../channels/schema.ts';
import type { Deliveries } from './deliveries.ts';
import { presentDeliveries, presentDelivery } from './presenter.ts';
import * as schema from './schema.ts';

const tag = 'Notifications';

interface DeliveryHandlerDeps {
  readonly channels: Channels;
  readonly deliveries: Deliveries;
}

/** For what a channel has told, and is to tell. */
export function deliveryHandlers(
  { channels, deliveries }: DeliveryHandlerDeps,
  { suffix, whose, owner }: Ownership,
) {
  return {
    test: defineHandler({
      operationId: `testChannel${suffix}`,
      tag,
      summary: `Send a test by one of ${whose} channels`,
      description: 'The answer is the delivery, which is on its way then. Once a minute at most.',
      params: channelParams,
      answers: { 202: schema.deliveryAnswer },
      problems: ['channel-unknown', 'too-many-requests'],
      handle: async ({ actor, params: { id } }) => {
        const delivery = await deliveries.test(await channels.get(owner(actor), id));
        return { status: 202, body: presentDelivery(delivery) };
      },
    }),
    deliveries: defineHandler({
      operationId: `listDeliveries${suffix}`,
      tag,
      summary: `Page through what one of ${whose} channels has told, the newest first`,
      description:
        'Kept for 30 days, with the beginning of the last answer. Without `limit` a page has 20.',
      params: channelParams,
      query: schema.deliveriesQuery,
      answers: { 200: schema.deliveryPage },
      problems: ['channel-unknown'],
      handle: async ({ actor, params: { id }, query: { cursor, limit = 20 } }) => {
        const part = { cursor: cursorNumber(cursor), limit };
        const page = await deliveries.page(await channels.get(owner(actor), id), part);
        return { status: 200, body: presentDeliveries(page.deliveries, page.next) };
      },
    }),
    redeliver: defineHandler({
      operationId: `redeliver${suffix}`,
      tag,
      summary: 'Send a delivery once more',
      description:
        'Under the same id, whatever came of it before. Once a minute at most; if the receiver has just ' +
        'postponed it, it waits for as long as the receiver says.',
      params: schema.deliveryParams,
      answers: { 202: schema.deliveryAnswer },
      problems: ['channel-unknown', 'delivery-unknown', 'too-many-requests'],
      handle: async ({ actor, params: { id, delivery } }) => {
        const channel = await channels.get(owner(actor), id);
        const sent = await deliveries.again(channel, delivery);
        return { status: 202, body: presentDelivery(sent) };
      },
    }),
  };
}

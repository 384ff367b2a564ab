import type { z } from 'zod';
import type { Delivery } from './entity.ts';
import type { deliveryAnswer, deliveryPage } from './schema.ts';

/** A delivery as the channel's owner sees it. */
export function presentDelivery(delivery: Delivery): z.input<typeof deliveryAnswer> {
  const { id, type, object, summary, state, tries, status, answer, fault } = delivery;
  const { nextTryAt, createdAt, triedAt } = delivery;
  return {
    ...{ id, type, summary, state, tries },
    object: object ?? null,
    nextTryAt: nextTryAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    triedAt: triedAt?.toISOString() ?? null,
    ...{ status: status ?? null, answer: answer ?? null, fault: fault ?? null },
  };
}

/** A page of them. */
export function presentDeliveries(
  deliveries: readonly Delivery[],
  next: number | null,
): z.input<typeof deliveryPage> {
  return { data: deliveries.map(presentDelivery), next: next === null ? null : `${next}` };
}

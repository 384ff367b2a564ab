import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../../database/database.ts';
import { Channel } from '../channels/entity.ts';
import { Delivery } from './entity.ts';
import type { Outcome } from './judge-answer.ts';
import { nextTry } from './next-try.ts';
import { noteReceiver } from './note-receiver.ts';

/** Milliseconds after which nothing is tried again, however rarely it had its turn: four days. */
const patience = 4 * 24 * 60 * 60_000;

export interface Tried {
  readonly delivery: Delivery;
  readonly channel: Channel;
  readonly outcome: Outcome;
  readonly now: Date;
  readonly random: () => number;
}

/** Writes down what came of a try, and what that says of its channel's receiver. */
export async function noteOutcome(em: EntityManager, tried: Tried): Promise<void> {
  const { delivery, channel, outcome, now, random } = tried;
  const { status, answer, fault, retryAfter } = outcome;
  const tries = delivery.tries + 1;
  const isWaiting = outcome.state === 'waiting';
  const isOld = now.getTime() - delivery.createdAt.getTime() > patience;
  const nextTryAt = isWaiting && !isOld ? nextTry({ tries, retryAfter, now, random }) : null;
  const state = isWaiting && !nextTryAt ? 'failed' : outcome.state;
  const receiver = await asTried(em, channel);
  const count = await em.nativeUpdate(
    Delivery,
    // Whoever has it sent again meanwhile starts anew.
    { serial: delivery.serial, tries: delivery.tries, nextTryAt: delivery.nextTryAt },
    {
      ...{ tries, nextTryAt, triedAt: now, status, answer, fault },
      state: state === 'ended' ? 'failed' : state,
    },
  );
  if (count > 0) await outcome.alongside?.(em);
  const isGivenUp = isWaiting && nextTryAt === null;
  if (receiver) await noteReceiver(em, receiver, { outcome, tries, isGivenUp, now });
}

/** The channel, where its address is still that which was tried; locked first, as whoever removes it does. */
async function asTried(em: EntityManager, tried: Channel): Promise<Channel | null> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const now = await em.findOne(Channel, { id: tried.id }, { lockMode });
  return now?.sealedSettings === tried.sealedSettings ? now : null;
}

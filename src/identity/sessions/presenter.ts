import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { type Session, sessionLifetime } from './entity.ts';
import type { sessionAnswer } from './schema.ts';

/** A session as the person who is signed in sees it. */
export function presentSession(actor: Actor, session: Session): z.input<typeof sessionAnswer> {
  const { id, createdAt, lastSeenAt, address, userAgent } = session;
  return {
    id,
    current: id === actor.credential.id,
    createdAt: createdAt.toISOString(),
    expiresAt: new Date(createdAt.getTime() + sessionLifetime).toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    address,
    userAgent: userAgent ?? null,
  };
}

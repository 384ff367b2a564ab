import type { z } from 'zod';
import type { AccountSecret } from './entity.ts';
import type { secretAnswer } from './schema.ts';

/** A secret as its owner sees it: everything but the value, and nothing that is made of it. */
export function presentSecret(secret: AccountSecret): z.input<typeof secretAnswer> {
  const { name, createdAt, changedAt } = secret;
  return { name, createdAt: createdAt.toISOString(), changedAt: changedAt.toISOString() };
}

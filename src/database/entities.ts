import { KeptAnswer } from '../http/idempotency/entity.ts';

/** Everything that is stored: one line an entity, in the order of the rooms' names. */
export const entities = [KeptAnswer] as const;

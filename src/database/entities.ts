import { Account, Domain } from '../accounts/entity.ts';
import { Session } from '../accounts/sessions/entity.ts';
import { KeptAnswer } from '../http/idempotency/entity.ts';
import { Token } from '../tokens/entity.ts';

/** Everything that is stored: one line an entity, in the order of the rooms' names. */
export const entities = [Account, Domain, Session, KeptAnswer, Token] as const;

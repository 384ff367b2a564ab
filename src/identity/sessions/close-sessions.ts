import type { CloseSessions } from '../accounts/belongings.ts';
import { Session } from './entity.ts';

export const closeSessions: CloseSessions = async (em, accountId, exceptId) => {
  const but = exceptId === undefined ? {} : { id: { $ne: exceptId } };
  await em.nativeDelete(Session, { accountId, ...but });
};

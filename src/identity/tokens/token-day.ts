import { defineEntity, p } from '@mikro-orm/core';

/** How often a token was used in one day. */
const TokenDaySchema = defineEntity({
  name: 'TokenDay',
  tableName: 'token_days',
  properties: {
    tokenId: p.uuid().primary(),
    /** `2026-11-22`, in UTC. */
    day: p.string().primary().index(),
    uses: p.integer(),
  },
});

export class TokenDay extends TokenDaySchema.class {}
TokenDaySchema.setClass(TokenDay);

import { type FilterQuery, raw } from '@mikro-orm/core';
import type { EntityManager } from '../../database/database.ts';
import type { HourlyBudget } from '../../http/caller.ts';
import { Token } from './entity.ts';

const line = (maker: string) =>
  `id in (with recursive line (id, made_by) as (select id, ${maker} from tokens where id = ? ` +
  `union select tokens.id, ${maker} from tokens join line on tokens.id = line.made_by) ` +
  'select id from line)';

const lineage = line('tokens.made_by');
const budgets = line('case when tokens.taken_over then null else tokens.made_by end');

/** A token, and those that it comes from: its maker, the maker of that one, and so on. */
export async function lineageOf(em: EntityManager, id: string): Promise<HourlyBudget[]> {
  return em.find(Token, { [raw(lineage, [id])]: [] }, { fields: ['id', 'hourlyLimit'] });
}

/** In whose limits the requests of what a token made count: up to the first one that was only rotated. */
export async function budgetsOf(em: EntityManager, id: string): Promise<HourlyBudget[]> {
  return em.find(Token, { [raw(budgets, [id])]: [] }, { fields: ['id', 'hourlyLimit'] });
}

/** The tokens of these ids, and all that come of them: what they made, what that made, and so on. */
export function withDescendants(ids: readonly string[]): FilterQuery<Token> {
  const listed = ids.map(() => '?').join(', ');
  const line =
    `id in (with recursive line (id) as (select id from tokens where id in (${listed}) ` +
    'union select tokens.id from tokens join line on tokens.made_by = line.id) select id from line)';
  return { [raw(line, [...ids])]: [] };
}

/** The tokens that made none which is still known: the others are kept, for their limits to hold. */
export function withoutDescendants(): FilterQuery<Token> {
  return { [raw('id not in (select made_by from tokens where made_by is not null)')]: [] };
}

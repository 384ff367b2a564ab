import { z } from 'zod';
import { accountQuery, anyAccountQuery, labelField, textField } from '../http/fields.ts';
import { type Page, pageOf, pageQuery } from '../http/paging.ts';
import { isPattern, matchesAny } from '../identity/access/patterns.ts';
import { unikernelStates } from './state/conclude-state.ts';
import type { UnikernelView } from './view-unikernel.ts';

/** `KEY`, or `KEY=VALUE`. */
const labelFilter = textField
  .min(1)
  .max(130)
  .transform((text) => {
    const [key = '', ...value] = text.split('=');
    return { key, value: value.length > 0 ? value.join('=') : null };
  });

/** Which unikernels of a host are wanted. */
export const listQuery = accountQuery.extend({
  state: z.enum(unikernelStates).optional(),
  name: textField
    .toLowerCase()
    .refine(isPattern, 'must be a name, in which * stands for any characters')
    .optional()
    .meta({ description: 'A name, or a pattern as `web-*`.' }),
  label: labelFilter
    .optional()
    .meta({ description: 'Those with this label: `KEY`, or `KEY=VALUE`.', type: 'string' }),
  ...pageQuery,
});

/** Which of all hosts. */
export const listAllQuery = listQuery.extend({
  host: labelField.optional(),
  account: anyAccountQuery.shape.account,
});

export type ListQuery = Omit<z.output<typeof listQuery>, 'account'>;

/** Those of a list that fit a query, as many as it asks for, by host and name. */
export function selectPage(
  views: readonly UnikernelView[],
  { limit, cursor, ...query }: ListQuery,
): Page<UnikernelView> {
  const fitting = views.filter((view) => fits(view, query));
  return pageOf(fitting, positionOf, { limit, cursor });
}

type Filter = Omit<ListQuery, 'limit' | 'cursor'>;

function fits({ key, state, registered }: UnikernelView, { name, label, ...query }: Filter) {
  if (query.state !== undefined && state.state !== query.state) return false;
  if (name !== undefined && !matchesAny([name], key.name)) return false;
  if (label === undefined) return true;
  const labels = registered?.labels ?? {};
  if (!Object.hasOwn(labels, label.key)) return false;
  return label.value === null || labels[label.key] === label.value;
}

/** Where one stands in the order of all lists: a space is less than all that names hold. */
const positionOf = ({ key }: UnikernelView) => `${key.host} ${key.name} ${key.domain ?? ''}`;

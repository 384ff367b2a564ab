import { SegmentedControl } from '@mantine/core';
import type { Whose } from './use-whose.ts';

const choices = [
  { value: 'own', label: 'Yours' },
  { value: '*', label: 'Everybody’s' },
];

/** Lets an administrator choose whose things a list shows; others see nothing of it. */
export function WhoseChoice({ whose }: { readonly whose: Whose }) {
  if (!whose.isAdmin) return null;
  return (
    <SegmentedControl
      aria-label="Whose"
      data={choices}
      value={whose.everybodys ? '*' : 'own'}
      onChange={(value) => whose.choose(value === '*')}
    />
  );
}

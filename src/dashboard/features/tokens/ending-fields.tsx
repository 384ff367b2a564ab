import { Group, NativeSelect } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { DayInput } from '../../components/day-input.tsx';
import { formatExact } from '../../format/times.ts';
import { periods, type TokenValues } from './token-values.ts';

interface EndingFieldsProps {
  readonly form: UseFormReturnType<TokenValues>;
  /** When it ends now (null: never); undefined for a new one. */
  readonly now: string | null | undefined;
}

/** When a token ends: by a period, by the calendar, or never. */
export function EndingFields({ form, now }: EndingFieldsProps) {
  return (
    <Group align="flex-start" gap="sm" grow preventGrowOverflow={false}>
      <NativeSelect
        label="Expires"
        miw={180}
        data={[
          ...(now === undefined ? [] : [{ value: 'unchanged', label: asItIs(now) }]),
          ...periods.map((period) => ({ value: period, label: `in ${period}` })),
          { value: 'day', label: 'on a chosen day' },
          { value: 'never', label: 'never' },
        ]}
        {...form.getInputProps('ending')}
      />
      {form.values.ending === 'day' && (
        <DayInput
          label="Last day"
          placeholder="Choose a day"
          miw={180}
          {...form.getInputProps('day')}
        />
      )}
    </Group>
  );
}

const asItIs = (end: string | null) =>
  end === null ? 'never (unchanged)' : `unchanged: ${formatExact(Date.parse(end))}`;

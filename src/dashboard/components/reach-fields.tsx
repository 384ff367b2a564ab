import { MultiSelect, NumberInput, Stack, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { hostsQuery } from '../api/hosts.ts';

/** Where something counts, and how often; an empty list stands for all. */
export interface Reach {
  readonly hosts: string[];
  readonly names: string[];
  readonly addresses: string[];
  readonly hourlyLimit: number | string;
}

/** What a form gives to a field. */
interface FieldProps<T> {
  readonly value?: T;
  readonly error?: unknown;
  onChange(value: T): void;
}

interface ReachFieldsProps {
  field<Name extends keyof Reach>(name: Name): FieldProps<Reach[Name]>;
}

/** Which hosts, names and addresses a token is for, and how often it may be used. */
export function ReachFields({ field }: ReachFieldsProps) {
  const hosts = useQuery(hostsQuery);
  const chosen = field('hosts');
  const known = hosts.data?.data.map(({ name }) => name) ?? [];
  return (
    <Stack gap="sm">
      <MultiSelect
        label="Hosts"
        description="Leave empty for all hosts."
        placeholder={placeholder(chosen.value, 'All hosts')}
        data={[...new Set([...known, ...(chosen.value ?? [])])]}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'All hosts' }}
        nothingFoundMessage="No such host"
        {...withText(chosen)}
      />
      <TagsInput
        label="Names"
        description="Of unikernels and volumes. * matches any characters, as in web-*."
        placeholder={placeholder(field('names').value, 'All names')}
        {...entering}
        {...withText(field('names'))}
      />
      <TagsInput
        label="Addresses"
        description="Networks that requests may come from, such as 192.0.2.0/24 or 2001:db8::/32."
        placeholder={placeholder(field('addresses').value, 'From anywhere')}
        {...entering}
        {...withText(field('addresses'))}
      />
      <NumberInput
        label="Requests per hour"
        min={1}
        max={1_000_000}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        {...withText(field('hourlyLimit'))}
      />
    </Stack>
  );
}

/** An entry ends with Enter, a comma or a space, and also where the field is left. */
const entering = {
  splitChars: [',', ' '],
  acceptValueOnBlur: true,
  autoCapitalize: 'off',
  spellCheck: false,
};

const placeholder = (list: readonly string[] | undefined, all: string) =>
  list && list.length > 0 ? '' : all;

function withText<T>({ error, ...field }: FieldProps<T>) {
  return { ...field, error: typeof error === 'string' ? error : undefined };
}

import { Group, NumberInput } from '@mantine/core';
import { VerbatimInput } from '../../components/verbatim-input.tsx';

interface AddressFieldsProps {
  /** What a form gives to these fields (`getInputProps`). */
  readonly address: object;
  readonly port: object;
}

/** Where a host is reached. */
export function AddressFields({ address, port }: AddressFieldsProps) {
  return (
    <Group align="flex-start" gap="sm">
      <VerbatimInput
        label="Address"
        description="A name or an IP address"
        placeholder="host.example.org"
        style={{ flex: '3 1 14rem' }}
        {...address}
      />
      <NumberInput
        label="Port"
        description="TCP"
        min={1}
        max={65_535}
        allowDecimal={false}
        allowNegative={false}
        style={{ flex: '1 1 6rem' }}
        {...port}
      />
    </Group>
  );
}

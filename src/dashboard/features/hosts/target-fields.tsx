import { Autocomplete, Input, NumberInput, SegmentedControl, Stack } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { AuthorityFields } from './authority-fields.tsx';
import { socketFolders, type TargetValues } from './ssh-host-values.ts';

interface TargetFieldsProps {
  readonly values: TargetValues;
  readonly errors: Partial<Record<string, ReactNode>>;
  onChange(field: keyof TargetValues, value: string | number): void;
}

/** What a way over SSH leads to on the host. */
export function TargetFields({ values, errors, onChange }: TargetFieldsProps) {
  const id = useId();
  return (
    <Stack gap="sm">
      <div>
        <Input.Label id={id} labelElement="div">
          What it leads to
        </Input.Label>
        <SegmentedControl
          aria-labelledby={id}
          fullWidth
          value={values.target}
          onChange={(target) => onChange('target', target)}
          data={[
            { value: 'sockets', label: 'albatross’s sockets' },
            { value: 'endpoint', label: 'Its TLS endpoint' },
          ]}
        />
      </div>
      {values.target === 'sockets' && (
        <Autocomplete
          label="Folder of the sockets"
          description="/run/albatross on Linux, /var/run/albatross on FreeBSD. No CA is needed."
          data={[...socketFolders]}
          value={values.path}
          error={errors.path}
          onChange={(path) => onChange('path', path)}
        />
      )}
      {values.target === 'endpoint' && (
        <>
          <NumberInput
            label="Port of the endpoint"
            min={1}
            max={65_535}
            allowDecimal={false}
            allowNegative={false}
            value={values.endpointPort}
            error={errors.endpointPort}
            onChange={(port) => onChange('endpointPort', port)}
          />
          <AuthorityFields
            values={{ certificate: values.certificate, privateKey: values.authorityKey }}
            errors={{ certificate: errors.certificate, privateKey: errors.authorityKey }}
            onChange={(field, text) =>
              onChange(field === 'privateKey' ? 'authorityKey' : field, text)
            }
          />
        </>
      )}
    </Stack>
  );
}

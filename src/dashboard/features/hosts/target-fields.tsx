import { Autocomplete, Checkbox, NumberInput, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { AuthorityFields } from './authority-fields.tsx';
import { ChoiceField } from './choice-field.tsx';
import { socketFolders, type TargetValues } from './ssh-host-values.ts';

interface TargetFieldsProps {
  readonly values: TargetValues;
  readonly errors: Partial<Record<string, ReactNode>>;
  /** Whether a CA is kept here already, so that it may stay. */
  readonly hasAuthority?: boolean;
  onChange(field: keyof TargetValues, value: string | number | boolean): void;
}

/** What a way over SSH leads to on the host. */
export function TargetFields(props: TargetFieldsProps) {
  const { values, errors, hasAuthority = false, onChange } = props;
  return (
    <Stack gap="sm">
      <ChoiceField
        label="Target"
        value={values.target}
        onChange={(target) => onChange('target', target)}
        data={[
          { value: 'sockets', label: 'albatross’s sockets' },
          { value: 'endpoint', label: 'TLS endpoint' },
        ]}
      />
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
          {hasAuthority && (
            <Checkbox
              label="Replace the certificate and key"
              checked={values.renewAuthority}
              onChange={(event) => onChange('renewAuthority', event.currentTarget.checked)}
            />
          )}
          {values.renewAuthority && (
            <AuthorityFields
              values={{ certificate: values.certificate, privateKey: values.authorityKey }}
              errors={{ certificate: errors.certificate, privateKey: errors.authorityKey }}
              onChange={(field, text) =>
                onChange(field === 'privateKey' ? 'authorityKey' : field, text)
              }
            />
          )}
        </>
      )}
    </Stack>
  );
}

import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { splitPem } from './pem.ts';
import { PemField } from './pem-field.tsx';

/** A CA as it is typed. */
export interface AuthorityValues {
  readonly certificate: string;
  readonly privateKey: string;
}

interface AuthorityFieldsProps {
  readonly values: AuthorityValues;
  readonly errors: Partial<Record<string, ReactNode>>;
  onChange(field: keyof AuthorityValues, text: string): void;
}

/** The certificate and the private key of a host's CA. A file with both fills both. */
export function AuthorityFields({ values, errors, onChange }: AuthorityFieldsProps) {
  const take = (field: keyof AuthorityValues) => (text: string) => {
    const { certificates, privateKey } = splitPem(text);
    if (certificates && privateKey) {
      onChange('certificate', certificates);
      onChange('privateKey', privateKey);
    } else onChange(field, text);
  };
  return (
    <Stack gap="sm">
      <PemField
        label="CA certificate"
        description="Drop the file or paste it. A chain works, too: the CA of the key first, the host’s root last."
        value={values.certificate}
        error={errors.certificate}
        onChange={(text) => onChange('certificate', text)}
        onText={take('certificate')}
      />
      <PemField
        label="CA private key"
        description="Stored encrypted and never shown again."
        value={values.privateKey}
        error={errors.privateKey}
        onChange={(text) => onChange('privateKey', text)}
        onText={take('privateKey')}
      />
    </Stack>
  );
}

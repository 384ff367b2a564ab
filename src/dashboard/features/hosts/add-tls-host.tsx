import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { fieldErrors } from '../../api/field-errors.ts';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { AddressFields } from './address-fields.tsx';
import { AuthorityFields } from './authority-fields.tsx';
import { NameField } from './name-field.tsx';
import { newTlsHost, tlsHostBody, tlsHostFaults } from './tls-host-values.ts';
import { useAddHost } from './use-add-host.ts';

/** Adds a host over its TLS endpoint. What was typed stays until the host has answered. */
export function AddTlsHost({ onClose }: { onClose(): void }) {
  const adding = useAddHost();
  const form = useForm({ initialValues: newTlsHost, validate: tlsHostFaults });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(adding.error)), [adding.error, setErrors]);
  return (
    <form onSubmit={form.onSubmit((values) => adding.mutate(tlsHostBody(values)))} noValidate>
      <Stack>
        <NameField {...form.getInputProps('name')} />
        <AddressFields address={form.getInputProps('address')} port={form.getInputProps('port')} />
        <AuthorityFields
          values={form.values}
          errors={form.errors}
          onChange={(field, text) => form.setFieldValue(field, text)}
        />
        <ErrorAlert error={adding.error} />
        <DialogActions act="Test and add" pending={adding.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

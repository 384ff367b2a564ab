import { Checkbox, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { changesOf } from '../../api/changes.ts';
import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { AddressFields } from './address-fields.tsx';
import { AuthorityFields } from './authority-fields.tsx';
import { authorityFaults, connectionFaults, type TlsHostValues } from './tls-host-values.ts';
import { useHostChange } from './use-host-change.ts';

interface ChangeTlsHostProps {
  readonly host: Schema['Host'];
  onClose(): void;
}

interface ChangeValues extends Omit<TlsHostValues, 'name'> {
  /** SHA-256 of the key that the host is known by, hex. */
  readonly fingerprint: string;
  /** Whether the CA is another one, too. */
  readonly renew: boolean;
}

/** Changes where a host is and what Fulmar shows it. It is asked in the new way first. */
export function ChangeTlsHost({ host, onClose }: ChangeTlsHostProps) {
  const { name, address = '', port = 0, fingerprint = '' } = host;
  const changing = useHostChange(name, onClose);
  const form = useForm<ChangeValues>({
    initialValues: { address, port, fingerprint, renew: false, certificate: '', privateKey: '' },
    validate: (values) => ({
      ...connectionFaults(values),
      ...(values.renew && authorityFaults(values)),
    }),
  });
  const { setErrors } = form;
  useEffect(() => setErrors(fieldErrors(changing.error)), [changing.error, setErrors]);
  const submit = form.onSubmit((values) => {
    const before = bodyOf(form.getInitialValues());
    changing.mutate(changesOf({ before, after: bodyOf(values) }));
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <AddressFields address={form.getInputProps('address')} port={form.getInputProps('port')} />
        <VerbatimInput
          label="Pinned key (SHA-256)"
          description="Change it only if the host’s owner confirms the new one."
          {...form.getInputProps('fingerprint')}
        />
        <Checkbox
          label="Replace the certificate and key"
          {...form.getInputProps('renew', { type: 'checkbox' })}
        />
        {form.values.renew && (
          <AuthorityFields
            values={form.values}
            errors={form.errors}
            onChange={(field, text) => form.setFieldValue(field, text)}
          />
        )}
        <ErrorAlert error={changing.error} />
        <DialogActions act="Test and save" pending={changing.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** The values as the API has them. */
function bodyOf(values: ChangeValues): Schema['ChangeHost'] {
  const { address, port, fingerprint, renew, certificate, privateKey } = values;
  return {
    ...{ address: address.trim(), port: Number(port), fingerprint: fingerprint.trim() },
    ...(renew && { certificate, privateKey }),
  };
}

import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { AddressFields } from './address-fields.tsx';
import { LoginFields } from './login-fields.tsx';
import { type LoginValues, loginBody, loginFaults, newLogin } from './ssh-host-values.ts';
import { wayFaults } from './tls-host-values.ts';
import { useHostChange } from './use-host-change.ts';

interface ChangeSshHostProps {
  readonly host: Schema['Host'];
  onClose(): void;
}

interface ChangeSshValues extends LoginValues {
  readonly address: string;
  readonly port: number | string;
  readonly user: string;
  /** Whether another key logs in. */
  readonly renew: boolean;
}

/** Changes how a host over SSH is reached. It is asked in the new way first. */
export function ChangeSshHost({ host, onClose }: ChangeSshHostProps) {
  const { name, address = '', port = 22, user = '', target } = host;
  const changing = useHostChange(name, onClose);
  const [made, setMade] = useState<Schema['SshKey'] | null>(null);
  const keyId = made?.id ?? null;
  const form = useForm<ChangeSshValues>({
    initialValues: { address, port, user, renew: false, ...newLogin },
    validate: (values) => ({
      ...wayFaults(values),
      ...(values.renew && loginFaults(values, keyId)),
    }),
  });
  const { values, errors, setErrors, setFieldValue } = form;
  useEffect(() => setErrors(fieldErrors(changing.error)), [changing.error, setErrors]);
  const submit = form.onSubmit((typed) =>
    changing.mutate({
      address: typed.address.trim(),
      port: Number(typed.port),
      user: typed.user.trim(),
      ...(typed.renew && loginBody(typed, keyId)),
    }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <AddressFields address={form.getInputProps('address')} port={form.getInputProps('port')} />
        <TextInput label="User" autoComplete="off" {...form.getInputProps('user')} />
        <Checkbox
          label="Log in with another key"
          {...form.getInputProps('renew', { type: 'checkbox' })}
        />
        {values.renew && target && (
          <LoginFields
            values={values}
            errors={errors}
            target={target}
            made={made}
            onChange={setFieldValue}
            onMade={setMade}
          />
        )}
        <ErrorAlert error={changing.error} />
        <DialogActions
          act="Ask the host and save"
          pending={changing.isPending}
          onCancel={onClose}
        />
      </Stack>
    </form>
  );
}

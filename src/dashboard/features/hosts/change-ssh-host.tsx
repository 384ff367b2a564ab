import { Checkbox, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { changesOf } from '../../api/changes.ts';
import type { Schema } from '../../api/schema.ts';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { AddressFields } from './address-fields.tsx';
import {
  changeSshBody,
  changeSshFaults,
  changeSshValues,
  leadsElsewhere,
  leadsToEndpoint,
} from './change-ssh-values.ts';
import { LoginFields } from './login-fields.tsx';
import { keyTarget, sshFieldErrors } from './ssh-host-values.ts';
import { TargetFields } from './target-fields.tsx';
import { useHostChange } from './use-host-change.ts';
import { useMadeKey } from './use-made-key.ts';

interface ChangeSshHostProps {
  readonly host: Schema['Host'];
  onClose(): void;
}

/** Changes how a host over SSH is reached. It is asked in the new way first. */
export function ChangeSshHost({ host, onClose }: ChangeSshHostProps) {
  const changing = useHostChange(host.name, onClose);
  const form = useForm({
    initialValues: changeSshValues(host),
    validate: (values) => changeSshFaults(values, keyId),
  });
  const { values, errors, setErrors, setFieldValue } = form;
  const target = keyTarget(values);
  const [key, setKey] = useMadeKey(target, changing.isPending || changing.isSuccess);
  const keyId = key?.id ?? null;
  useEffect(() => setErrors(sshFieldErrors(changing.error)), [changing.error, setErrors]);
  const submit = form.onSubmit((typed) => {
    const before = changeSshBody(form.getInitialValues(), keyId);
    changing.mutate(changesOf({ before, after: changeSshBody(typed, keyId) }));
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <AddressFields address={form.getInputProps('address')} port={form.getInputProps('port')} />
        <VerbatimInput label="User" {...form.getInputProps('user')} />
        <VerbatimInput
          label="Pinned SSH host key"
          description="Change it only if the host’s owner confirms the new one."
          {...form.getInputProps('hostKey')}
        />
        <TargetFields
          values={values}
          errors={errors}
          hasAuthority={leadsToEndpoint(host)}
          onChange={setFieldValue}
        />
        <Checkbox
          label="Log in with another key"
          {...form.getInputProps('renewLogin', { type: 'checkbox' })}
        />
        {values.renewLogin ? (
          <LoginFields
            values={values}
            errors={errors}
            target={target}
            made={key}
            onChange={setFieldValue}
            onMade={setKey}
          />
        ) : (
          leadsElsewhere(values, host) && <OldLine />
        )}
        <ErrorAlert error={changing.error} />
        <DialogActions act="Test and save" pending={changing.isPending} onCancel={onClose} />
      </Stack>
    </form>
  );
}

/** Says that a key is let to nothing else by its line. */
function OldLine() {
  return (
    <Text size="sm" role="status">
      The key’s line in authorized_keys restricts it to the current target. Change that line on the
      host first, or log in with another key, whose line is shown here.
    </Text>
  );
}

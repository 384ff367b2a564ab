import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { AddressFields } from './address-fields.tsx';
import { HostKeyQuestion, presentedHostKey } from './host-key-question.tsx';
import { LoginFields } from './login-fields.tsx';
import { NameField } from './name-field.tsx';
import {
  keyTarget,
  newSshHost,
  sshFieldErrors,
  sshHostBody,
  sshHostFaults,
} from './ssh-host-values.ts';
import { TargetFields } from './target-fields.tsx';
import { useAddHost } from './use-add-host.ts';
import { useMadeKey } from './use-made-key.ts';

/** Adds a host over SSH, once a person has confirmed its key. What was typed stays until then. */
export function AddSshHost({ onClose }: { onClose(): void }) {
  const adding = useAddHost();
  const form = useForm({
    initialValues: newSshHost,
    validate: (values) => sshHostFaults(values, keyId),
  });
  const { values, errors, setErrors, setFieldValue } = form;
  const target = keyTarget(values);
  const [key, setKey] = useMadeKey(target, adding.isPending || adding.isSuccess);
  const keyId = key?.id ?? null;
  const presented = presentedHostKey(adding.error);
  useEffect(() => setErrors(sshFieldErrors(adding.error)), [adding.error, setErrors]);
  const submit = form.onSubmit((typed) =>
    adding.mutate(sshHostBody(typed, keyId, presented?.hostKey ?? null)),
  );
  return (
    <form onSubmit={submit} onChange={() => !adding.isPending && adding.reset()} noValidate>
      <Stack>
        <NameField {...form.getInputProps('name')} />
        <AddressFields address={form.getInputProps('address')} port={form.getInputProps('port')} />
        <VerbatimInput
          label="User"
          description="The user to log in as. It must be able to use albatross’s sockets; it needs no shell."
          {...form.getInputProps('user')}
        />
        <TargetFields values={values} errors={errors} onChange={setFieldValue} />
        <LoginFields
          values={values}
          errors={errors}
          target={target}
          made={key}
          onChange={setFieldValue}
          onMade={setKey}
        />
        {presented ? (
          <HostKeyQuestion presented={presented} withLine={values.keyFrom === 'own'} />
        ) : (
          <ErrorAlert error={adding.error} />
        )}
        <DialogActions
          act={presented ? 'The key matches: add the host' : 'Test connection'}
          pending={adding.isPending}
          onCancel={onClose}
        />
      </Stack>
    </form>
  );
}

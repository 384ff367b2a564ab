import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { AddressFields } from './address-fields.tsx';
import { HostKeyQuestion, presentedHostKey } from './host-key-question.tsx';
import { LoginFields } from './login-fields.tsx';
import {
  keyTarget,
  newSshHost,
  sshHostBody,
  sshHostFaults,
  targetFields,
} from './ssh-host-values.ts';
import { TargetFields } from './target-fields.tsx';
import { useAddHost } from './use-add-host.ts';

/** A key that was made, and what for: a line lets a key to one target only. */
interface Made {
  readonly key: Schema['SshKey'];
  readonly target: string;
}

/** Adds a host over SSH, once a person has confirmed its key. What was typed stays until then. */
export function AddSshHost({ onClose }: { onClose(): void }) {
  const adding = useAddHost();
  const [made, setMade] = useState<Made | null>(null);
  const form = useForm({
    initialValues: newSshHost,
    validate: (values) => sshHostFaults(values, keyId),
  });
  const { values, errors, setErrors, setFieldValue } = form;
  const target = keyTarget(values);
  const key = made?.target === JSON.stringify(target) ? made.key : null;
  const keyId = key?.id ?? null;
  const presented = presentedHostKey(adding.error);
  useEffect(() => {
    const faults = Object.entries(fieldErrors(adding.error));
    setErrors(Object.fromEntries(faults.map(([path, text]) => [targetFields[path] ?? path, text])));
  }, [adding.error, setErrors]);
  const submit = form.onSubmit((typed) =>
    adding.mutate(sshHostBody(typed, keyId, presented?.hostKey ?? null)),
  );
  return (
    <form onSubmit={submit} onChange={() => !adding.isPending && adding.reset()} noValidate>
      <Stack>
        <VerbatimInput
          label="Name"
          description="As it is called here, and in the API."
          maxLength={63}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <AddressFields address={form.getInputProps('address')} port={form.getInputProps('port')} />
        <VerbatimInput
          label="User"
          description="Whom to log in as: one who may use albatross’s sockets, and needs no shell."
          {...form.getInputProps('user')}
        />
        <TargetFields values={values} errors={errors} onChange={setFieldValue} />
        <LoginFields
          values={values}
          errors={errors}
          target={target}
          made={key}
          onChange={setFieldValue}
          onMade={(fresh) => setMade({ key: fresh, target: JSON.stringify(target) })}
        />
        {presented ? (
          <HostKeyQuestion presented={presented} withLine={values.keyFrom === 'own'} />
        ) : (
          <ErrorAlert error={adding.error} />
        )}
        <DialogActions
          act={presented ? 'It is: add the host' : 'Ask the host'}
          pending={adding.isPending}
          onCancel={onClose}
        />
      </Stack>
    </form>
  );
}

import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { wholeFieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { inviteAccount, usersQuery } from '../../api/users.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';

/** What the first token of an account may do, where one is wanted. */
const deployToken: Schema['CreateToken'] = {
  name: 'deploy',
  scopes: ['unikernels:write', 'hosts:read'],
  expiresIn: '1 year',
};

/** Makes an account for somebody, and shows the link by which that one chooses a password, this once. */
export function InviteAccount({ onClose }: { onClose(): void }) {
  const client = useQueryClient();
  const form = useForm({ initialValues: { name: '', email: '', withToken: false } });
  const inviting = useMutation({
    mutationFn: ({ withToken, ...person }: typeof form.values) =>
      inviteAccount({ ...person, ...(withToken && { token: deployToken }) }),
    gcTime: 0, // the link is forgotten with the dialog
    onSuccess: () => client.invalidateQueries({ queryKey: usersQuery.queryKey }),
  });
  const { data: invited, error } = inviting;
  const { setErrors } = form;
  useEffect(() => setErrors(wholeFieldErrors(error)), [error, setErrors]);
  if (invited) {
    return (
      <Dialog onClose={onClose} title="Account created" closeOnClickOutside={false}>
        <Stack>
          <CodeBlock label="Link" code={invited.link} />
          <Text size="sm">
            With this link, {invited.account.name} chooses a password. It is shown only once, works
            once, and expires <RelativeTime at={invited.expiresAt} />.
            {invited.mailed && ' It was also sent by e-mail.'}
          </Text>
          {invited.token && (
            <>
              <CodeBlock label="Token" code={invited.token.secret} />
              <Text size="sm">
                The account’s token, for deploying from a pipeline. It is shown only once and{' '}
                expires <RelativeTime at={invited.token.expiresAt ?? ''} />.
              </Text>
            </>
          )}
          <Group justify="flex-end">
            <Button onClick={onClose}>Done</Button>
          </Group>
        </Stack>
      </Dialog>
    );
  }
  return (
    <Dialog onClose={onClose} title="Invite somebody" closeOnClickOutside={false}>
      <form onSubmit={form.onSubmit((values) => inviting.mutate(values))} noValidate>
        <Stack>
          <TextInput
            label="Name"
            description="Also the account’s domain on every host. It cannot be changed later."
            required
            data-autofocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label="E-mail address"
            type="email"
            required
            {...form.getInputProps('email')}
          />
          <Checkbox
            label="Include a token for deploying"
            description="It can create, update, restart and destroy unikernels, for a year."
            {...form.getInputProps('withToken', { type: 'checkbox' })}
          />
          <ErrorAlert error={error} />
          <DialogActions act="Create account" pending={inviting.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}

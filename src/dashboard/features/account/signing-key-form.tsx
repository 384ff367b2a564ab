import { Anchor, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeAccount } from '../../api/account.ts';
import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { Section } from '../../components/section.tsx';
import { PasswordAct } from './password-act.tsx';
import { Saved } from './saved.tsx';

/** The key that images have to be signed with; without one they need not be signed. */
export function SigningKeyForm({ account }: { readonly account: Schema['Account'] }) {
  const client = useQueryClient();
  const saved = account.signingKey ?? '';
  const form = useForm({ initialValues: { signingKey: saved, currentPassword: '' } });
  const changing = useMutation({
    mutationFn: ({ signingKey, currentPassword }: typeof form.values) =>
      changeAccount(client, { signingKey: signingKey.trim() || null, currentPassword }),
    onSuccess: () => form.setFieldValue('currentPassword', ''),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const given = form.values.signingKey.trim();
  return (
    <Section title="Signing key">
      <form onSubmit={form.onSubmit((values) => changing.mutate(values))}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            With a public key from{' '}
            <Anchor
              href="https://jedisct1.github.io/minisign/"
              target="_blank"
              rel="noreferrer"
              inherit
              underline="always"
            >
              minisign
            </Anchor>{' '}
            only images signed with it can be deployed. Leave it empty to accept unsigned images.
          </Text>
          <Textarea
            label="Public key"
            placeholder="RW…"
            autosize
            minRows={1}
            spellCheck={false}
            {...form.getInputProps('signingKey')}
          />
          <PasswordAct
            label="Password, to change the key"
            act={given === '' && saved !== '' ? 'Remove key' : 'Save key'}
            saving={changing}
            unchanged={given === saved.trim()}
            {...form.getInputProps('currentPassword')}
          >
            <Saved when={changing.isSuccess && given === saved.trim()}>
              {saved === '' ? 'Key removed.' : 'Key saved.'}
            </Saved>
          </PasswordAct>
        </Stack>
      </form>
    </Section>
  );
}
